-- Adds rows to quality_class, given as one JSON text.
insert into main.quality_class (
    profile_id, quality_class, verdict, reason, sequence
)
select
    r.profile_id, r.quality_class, r.verdict, r.reason, r.sequence
from (
    select unnest(from_json(
        $rows,
        '[{"profile_id": "varchar", "quality_class": "varchar", "verdict": "varchar", "reason":
            "varchar", "sequence": "bigint"}]'
    )) as r
) as given
