-- Adds rows to quality_metric, given as one JSON text.
insert into main.quality_metric (
    profile_id, section, metric, unit, lower_text, upper_text, value_text, verdict, sample, sequence
)
select
    r.profile_id, r.section, r.metric, r.unit, r.lower_text, r.upper_text, r.value_text, r.verdict,
    r.sample, r.sequence
from (
    select unnest(from_json(
        $rows,
        '[{"profile_id": "varchar", "section": "varchar", "metric": "varchar", "unit": "varchar",
            "lower_text": "varchar", "upper_text": "varchar", "value_text": "varchar", "verdict":
            "varchar", "sample": "varchar", "sequence": "bigint"}]'
    )) as r
) as given
