-- Adds one row to trial_match_state.
insert into main.trial_match_state (
    subject_id, case_id, trial_id, version, patient_id, centre_id, arm, state, happened_on, reason_code, comment,
    recorded_by, recorded_at, sequence
) values (
    $subject_id, $case_id, $trial_id, $version, $patient_id, $centre_id, $arm, $state, $happened_on, $reason_code,
    $comment,
    $recorded_by, $recorded_at, $sequence
)
