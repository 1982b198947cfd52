-- Makes the pseudonyms of a cohort's bundle of patients searchable.
insert into main.identifier (
    subject_kind, subject_id, system, value, patient_id, centre_id, removed, sequence
)
select
    'patient' as subject_kind, b.patient_id as subject_id, 'pseudonym' as system, b.pseudonym as value,
    b.patient_id, b.centre_id, false as removed, $sequence as sequence
from read_parquet($bundle) as b
