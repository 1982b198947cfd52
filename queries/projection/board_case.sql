-- Adds one row to board_case.
insert into main.board_case (
    case_id, version, patient_id, tumour_id, centre_id, ecog, previous_lines, previous_lines_text,
    question, opened_on, recorded_by, recorded_at, sequence
) values (
    $case_id, $version, $patient_id, $tumour_id, $centre_id, $ecog, $previous_lines,
    $previous_lines_text, $question, $opened_on, $recorded_by, $recorded_at, $sequence
)
