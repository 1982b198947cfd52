-- Adds the copy number rows of one profile's bundle; a column that an old bundle lacks stays empty.
insert into main.copy_number by name
select
    $profile_no as profile_no,
    columns(
        lambda name: name in (
            'finding_no', 'reported_gene', 'call', 'fold_change', 'fold_change_text',
            'copy_number', 'minor_copy_number', 'tags'
        )
    )
from read_parquet($bundle)
where class = 'copy_number'
order by finding_no
