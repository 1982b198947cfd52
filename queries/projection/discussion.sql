-- Adds one row to discussion.
insert into main.discussion (
    case_id, version, meeting_id, discussed_on, patient_id, centre_id, recorded_by, recorded_at, sequence
) values (
    $case_id, $version, $meeting_id, $discussed_on, $patient_id, $centre_id, $recorded_by, $recorded_at,
    $sequence
)
