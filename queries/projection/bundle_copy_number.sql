-- Adds the copy number rows of one profile's bundle.
insert into main.copy_number (
    profile_no, finding_no, reported_gene, call, fold_change, fold_change_text, copy_number,
    minor_copy_number
)
select
    $profile_no as profile_no, b.finding_no, b.reported_gene, b.call, b.fold_change, b.fold_change_text,
    b.copy_number, b.minor_copy_number
from read_parquet($bundle) as b
where b.class = 'copy_number'
order by b.finding_no
