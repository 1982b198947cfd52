-- Adds one row to recommendation_response.
insert into main.recommendation_response (
    recommendation_id, response_no, version, case_id, patient_id, centre_id, value, criteria, assessed_on,
    assessed_by, comment, correction_reason, withdrawn, recorded_by, on_behalf_of, recorded_at, sequence
) values (
    $recommendation_id, $response_no, $version, $case_id, $patient_id, $centre_id, $value, $criteria,
    $assessed_on, $assessed_by, $comment, $correction_reason, $withdrawn, $recorded_by, $on_behalf_of,
    $recorded_at, $sequence
)
