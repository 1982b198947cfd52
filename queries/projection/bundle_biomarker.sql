-- Adds the biomarker rows of a run's bundles; a column that an old bundle lacks stays empty.
insert into main.biomarker by name
select
    r.profile_no,
    columns(
        lambda name: name in (
            'finding_no', 'name', 'state', 'value', 'value_text', 'unit', 'details', 'reason'
        )
    )
from read_parquet($bundles, filename = true, union_by_name = true) as b
inner join (
    select unnest(from_json($rows, '[{"bundle": "VARCHAR", "profile_no": "BIGINT"}]'), recursive := true)
) as r on b.filename = r.bundle
where b.class = 'biomarker'
