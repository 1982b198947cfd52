-- Marks the first findings of each profile of a cohort's bundle of findings as reported.
insert into main.finding_mark (
    profile_no, finding_no, profile_id, reported, patient_id, centre_id, recorded_by, recorded_at, sequence
)
select
    $profile_base + b.profile_no as profile_no, b.finding_no, b.profile_id, true as reported, b.patient_id,
    b.centre_id, $recorded_by as recorded_by, cast($recorded_at as timestamp) as recorded_at,
    $sequence as sequence
from read_parquet($bundle) as b
where b.finding_no <= $most_reported
order by b.profile_no, b.finding_no
