-- Adds rows to run_file, given as one JSON text.
insert into main.run_file (
    run_id, name, kind, sha256, size, software, software_version, sequence
)
select
    r.run_id, r.name, r.kind, r.sha256, r.size, r.software, r.software_version, r.sequence
from (
    select unnest(from_json(
        $rows,
        '[{"run_id": "varchar", "name": "varchar", "kind": "varchar", "sha256": "varchar", "size":
            "bigint", "software": "varchar", "software_version": "varchar", "sequence": "bigint"}]'
    )) as r
) as given
