-- Adds one row to threshold.
insert into main.threshold (
    name, laboratory_id, value_text, upper_text, unit, source, threshold_version, valid_from, sequence
) values (
    $name, $laboratory_id, $value_text, $upper_text, $unit, $source, $threshold_version, $valid_from,
    $sequence
)
