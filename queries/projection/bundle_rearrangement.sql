-- Adds the rearrangement rows of one profile's bundle; a column that an old bundle lacks stays empty.
insert into main.rearrangement by name
select
    $profile_no as profile_no,
    columns(
        lambda name: name in (
            'finding_no', 'reported_gene', 'chrom', 'start', 'stop', 'affected_exons',
            'fold_change', 'fold_change_text', 'call', 'tags'
        )
    )
from read_parquet($bundle)
where class = 'rearrangement'
order by finding_no
