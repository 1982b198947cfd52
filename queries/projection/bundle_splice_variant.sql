-- Adds the splice variant rows of one profile's bundle; a column that an old bundle lacks stays empty.
insert into main.splice_variant by name
select
    $profile_no as profile_no,
    columns(
        lambda name: name in (
            'finding_no', 'reported_gene', 'affected_exon', 'breakpoint_1', 'breakpoint_2',
            'supporting_reads', 'reference_reads', 'tags'
        )
    )
from read_parquet($bundle)
where class = 'splice_variant'
order by finding_no
