-- Adds one row to recommendation.
insert into main.recommendation (
    recommendation_id, version, case_id, patient_id, centre_id, kind, drugs, trial_registry, trial_id,
    trial_title, evidence_scheme, evidence_level, rationale, no_therapy_reason, recommended_on,
    correction_reason, withdrawn, withdrawal_reason, withdrawal_comment, recorded_by, recorded_at,
    sequence
) values (
    $recommendation_id, $version, $case_id, $patient_id, $centre_id, $kind, $drugs, $trial_registry,
    $trial_id, $trial_title, $evidence_scheme, $evidence_level, $rationale, $no_therapy_reason,
    $recommended_on, $correction_reason, $withdrawn, $withdrawal_reason, $withdrawal_comment,
    $recorded_by, $recorded_at, $sequence
)
