-- Adds one row to classification.
insert into main.classification (
    profile_no, finding_no, profile_id, version, patient_id, centre_id, oncotree_code, said_by, scheme,
    level, comment, recorded_by, recorded_at, sequence
) values (
    $profile_no, $finding_no, $profile_id, $version, $patient_id, $centre_id, $oncotree_code, $said_by,
    $scheme, $level, $comment, $recorded_by, $recorded_at, $sequence
)
