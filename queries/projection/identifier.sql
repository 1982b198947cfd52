-- Adds one row to identifier.
insert into main.identifier (
    subject_kind, subject_id, system, value, patient_id, centre_id, removed, sequence
) values (
    $subject_kind, $subject_id, $system, $value, $patient_id, $centre_id, $removed, $sequence
)
