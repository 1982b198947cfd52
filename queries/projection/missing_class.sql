-- Adds rows to missing_class, given as one JSON text.
insert into main.missing_class (
    profile_id, class, reason, sequence
)
select
    r.profile_id, r.class, r.reason, r.sequence
from (
    select unnest(from_json(
        $rows,
        '[{"profile_id": "varchar", "class": "varchar", "reason": "varchar", "sequence": "bigint"}]'
    )) as r
) as given
