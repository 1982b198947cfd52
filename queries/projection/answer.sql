-- Adds one row to answer.
insert into main.answer (
    answer_id, recommendation_id, version, case_id, patient_id, centre_id, decision, informed_on,
    decided_on, decided_by, comment, correction_reason, recorded_by, on_behalf_of, recorded_at, sequence
) values (
    $answer_id, $recommendation_id, $version, $case_id, $patient_id, $centre_id, $decision,
    $informed_on, $decided_on, $decided_by, $comment, $correction_reason, $recorded_by, $on_behalf_of,
    $recorded_at, $sequence
)
