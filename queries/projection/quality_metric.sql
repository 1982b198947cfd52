-- Adds one row to quality_metric.
insert into main.quality_metric (
    profile_id, section, metric, unit, lower_text, upper_text, value_text, verdict, sample, sequence
) values (
    $profile_id, $section, $metric, $unit, $lower_text, $upper_text, $value_text, $verdict, $sample,
    $sequence
)
