-- The tumours of these patients.
select patient_id, tumour_id, oncotree_code
from seen.tumour
where list_contains($patient_ids::text[], patient_id)
order by patient_id, tumour_id
