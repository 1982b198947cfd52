-- A tumour of a patient that the actor reaches.
select tumour_id, patient_id, oncotree_code from seen.tumour where tumour_id = $tumour_id
