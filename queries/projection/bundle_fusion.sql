-- Adds the fusion rows of one profile's bundle; a column that an old bundle lacks stays empty.
insert into main.fusion by name
select
    $profile_no as profile_no,
    columns(
        lambda name: name in (
            'finding_no', 'gene_pair', 'gene_5', 'gene_3', 'direction_known', 'breakpoint_1',
            'breakpoint_2', 'supporting_reads', 'reference_reads_1', 'reference_reads_2',
            'molecule', 'tags'
        )
    )
from read_parquet($bundle)
where class = 'fusion'
order by finding_no
