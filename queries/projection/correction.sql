-- Adds one row to correction: a field that an act corrected, before and after.
insert into main.correction (
    subject_kind, subject_id, version, patient_id, centre_id, tumour_id, case_id, laboratory_id, field,
    before_text, after_text, reason, recorded_by, recorded_at, sequence
) values (
    $subject_kind, $subject_id, $version, $patient_id, $centre_id, $tumour_id, $case_id, $laboratory_id,
    $field, $before_text, $after_text, $reason, $recorded_by, $recorded_at, $sequence
)
