-- Adds one row to recommendation_finding.
insert into main.recommendation_finding (
    recommendation_id, version, case_id, patient_id, centre_id, finding_id, label, sequence
) values (
    $recommendation_id, $version, $case_id, $patient_id, $centre_id, $finding_id, $label, $sequence
)
