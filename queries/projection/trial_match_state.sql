-- Adds one row to trial_match_state.
insert into main.trial_match_state (
    case_id, trial_id, version, patient_id, centre_id, arm, state, happened_on, reason_code, comment,
    recorded_by, recorded_at, sequence
) values (
    $case_id, $trial_id, $version, $patient_id, $centre_id, $arm, $state, $happened_on, $reason_code, $comment,
    $recorded_by, $recorded_at, $sequence
)
