-- Adds the small variant rows of a run's bundles; a column that an old bundle lacks stays empty.
insert into main.small_variant by name
select
    r.profile_no,
    columns(
        lambda name: name in (
            'finding_no', 'chrom', 'pos', 'ref', 'alt', 'build', 'reported_gene', 'p_dot',
            'c_dot', 'transcript', 'consequence', 'exon', 'vaf', 'vaf_text', 'depth',
            'annotation_source', 'tags', 'transcripts'
        )
    )
from read_parquet($bundles, filename = true, union_by_name = true) as b
inner join (
    select unnest(from_json($rows, '[{"bundle": "VARCHAR", "profile_no": "BIGINT"}]'), recursive := true)
) as r on b.filename = r.bundle
where b.class = 'small_variant'
