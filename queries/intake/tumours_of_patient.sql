-- Patients whose pseudonym is exactly this one, with their tumours, for adding a specimen.
select p.patient_id, p.pseudonym, p.centre_id, t.tumour_id, t.oncotree_code, t.site
from seen.patient as p
inner join seen.tumour as t on p.patient_id = t.patient_id
where lower(p.pseudonym) = lower($pseudonym)
order by t.sequence
