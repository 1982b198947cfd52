-- Adds the fusion rows of a run's bundles; a column that an old bundle lacks stays empty.
insert into main.fusion by name
select
    r.profile_no,
    columns(
        lambda name: name in (
            'finding_no', 'gene_pair', 'gene_5', 'gene_3', 'direction_known', 'breakpoint_1',
            'breakpoint_2', 'supporting_reads', 'reference_reads_1', 'reference_reads_2',
            'molecule', 'tags'
        )
    )
from read_parquet($bundles, filename = true, union_by_name = true) as b
inner join (
    select unnest(from_json($rows, '[{"bundle": "VARCHAR", "profile_no": "BIGINT"}]'), recursive := true)
) as r on b.filename = r.bundle
where b.class = 'fusion'
