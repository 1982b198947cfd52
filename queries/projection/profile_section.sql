-- Adds rows to profile_section, given as one JSON text.
insert into main.profile_section (
    profile_id, file, section, read, taken, refused, without_gene, recognised, sequence
)
select
    r.profile_id, r.file, r.section, r.read, r.taken, r.refused, r.without_gene, r.recognised,
    r.sequence
from (
    select unnest(from_json(
        $rows,
        '[{"profile_id": "varchar", "file": "varchar", "section": "varchar", "read": "bigint",
            "taken": "bigint", "refused": "bigint", "without_gene": "bigint", "recognised": "boolean",
            "sequence": "bigint"}]'
    )) as r
) as given
