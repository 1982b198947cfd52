-- Adds the rearrangement rows of one profile's bundle.
insert into main.rearrangement (
    profile_no, finding_no, reported_gene, chrom, start, stop, affected_exons, fold_change,
    fold_change_text, call
)
select
    $profile_no as profile_no, b.finding_no, b.reported_gene, b.chrom, b.start, b.stop,
    b.affected_exons, b.fold_change, b.fold_change_text, b.call
from read_parquet($bundle) as b
where b.class = 'rearrangement'
order by b.finding_no
