-- Adds one row to drift_seen.
insert into main.drift_seen (
    recommendation_id, wording, case_id, patient_id, centre_id, version, place, drift_id, kind, severity, sentence,
    before_text, before_where, before_on, now_text, now_where, now_on, since, comment, recorded_by, recorded_at,
    sequence
) values (
    $recommendation_id, $wording, $case_id, $patient_id, $centre_id, $version, $place, $drift_id, $kind, $severity,
    $sentence, $before_text, $before_where, $before_on, $now_text, $now_where, $now_on, $since, $comment,
    $recorded_by, $recorded_at, $sequence
)
