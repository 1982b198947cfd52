-- The sample ids by which specimens of these patients go.
select patient_id, value as sample_id
from seen.identifier
where system = 'sample' and list_contains($patient_ids::text[], patient_id)
order by patient_id, value
