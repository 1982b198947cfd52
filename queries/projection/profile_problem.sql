-- Adds rows to profile_problem, given as one JSON text.
insert into main.profile_problem (
    profile_id, severity, file, section, line, seen, expected, sequence
)
select
    r.profile_id, r.severity, r.file, r.section, r.line, r.seen, r.expected, r.sequence
from (
    select unnest(from_json(
        $rows,
        '[{"profile_id": "varchar", "severity": "varchar", "file": "varchar", "section": "varchar",
            "line": "bigint", "seen": "varchar", "expected": "varchar", "sequence": "bigint"}]'
    )) as r
) as given
