-- Adds one row to threshold.
insert into main.threshold (
    name, laboratory_id, value_text, upper_text, unit, source, threshold_version, valid_from, recorded_by,
    recorded_at, sequence
) values (
    $name, $laboratory_id, $value_text, $upper_text, $unit, $source, $threshold_version, $valid_from,
    $recorded_by, $recorded_at, $sequence
)
