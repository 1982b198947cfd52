-- A patient as she is in force, and how many acts were recorded on her.
select
    p.patient_id, p.centre_id, p.pseudonym, p.sex, p.year_of_birth, p.synthetic,
    coalesce((select v.version from seen.fact_version as v where v.subject_id = $patient_id), 0) as acts
from seen.patient as p
where p.patient_id = $patient_id
