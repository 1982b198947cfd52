-- Adds the single tests of one profile's bundle; a column that an old bundle lacks stays empty.
insert into main.test_result by name
select
    $profile_no as profile_no,
    columns(
        lambda name: name in (
            'finding_no', 'marker', 'method', 'result', 'what', 'value_text', 'unit', 'kit',
            'tumour_cell_percent', 'lost_proteins', 'comment'
        )
    )
from read_parquet($bundle)
where class = 'test_result'
order by finding_no
