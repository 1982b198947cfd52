-- Adds one row to recommendation_evidence.
insert into main.recommendation_evidence (
    recommendation_id, version, case_id, patient_id, centre_id, place, source, release_version, released_on,
    item_id, level_scheme, level, effect, words, sequence
) values (
    $recommendation_id, $version, $case_id, $patient_id, $centre_id, $place, $source, $release_version,
    $released_on, $item_id, $level_scheme, $level, $effect, $words, $sequence
)
