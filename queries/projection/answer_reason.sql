-- Adds one row to answer_reason.
insert into main.answer_reason (
    answer_id, recommendation_id, version, patient_id, centre_id, reason_code, is_primary, sequence
) values (
    $answer_id, $recommendation_id, $version, $patient_id, $centre_id, $reason_code, $is_primary,
    $sequence
)
