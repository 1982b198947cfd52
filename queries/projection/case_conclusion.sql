-- Adds one row to case_conclusion.
insert into main.case_conclusion (
    case_id, version, patient_id, centre_id, actionable, reason_code, comment, concluded_on,
    recorded_by, recorded_at, sequence
) values (
    $case_id, $version, $patient_id, $centre_id, $actionable, $reason_code, $comment, $concluded_on,
    $recorded_by, $recorded_at, $sequence
)
