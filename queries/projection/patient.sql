-- Adds one row to patient.
insert into main.patient (
    patient_id, version, centre_id, pseudonym, sex, year_of_birth, synthetic, recorded_by, recorded_at,
    sequence
) values (
    $patient_id, $version, $centre_id, $pseudonym, $sex, $year_of_birth, $synthetic, $recorded_by,
    $recorded_at, $sequence
)
