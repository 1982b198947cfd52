-- Adds one row to test_withdrawal.
insert into main.test_withdrawal (
    profile_id, profile_no, patient_id, centre_id, laboratory_id, reason, recorded_by, recorded_at, sequence
) values (
    $profile_id, $profile_no, $patient_id, $centre_id, $laboratory_id, $reason, $recorded_by, $recorded_at,
    $sequence
)
