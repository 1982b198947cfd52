-- Patients who go by one of these pseudonyms, in capitals or not, at any centre.
select patient_id, centre_id, pseudonym, sex, year_of_birth
from seen.patient
where list_contains($pseudonyms::text[], lower(pseudonym))
order by patient_id
