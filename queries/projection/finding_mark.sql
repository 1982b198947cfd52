-- Adds one row to finding_mark.
insert into main.finding_mark (
    profile_no, finding_no, profile_id, reported, patient_id, centre_id, recorded_by, recorded_at,
    sequence
) values (
    $profile_no, $finding_no, $profile_id, $reported, $patient_id, $centre_id, $recorded_by,
    $recorded_at, $sequence
)
