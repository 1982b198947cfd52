-- Adds the splice variant rows of one profile's bundle.
insert into main.splice_variant (
    profile_no, finding_no, reported_gene, affected_exon, breakpoint_1, breakpoint_2, supporting_reads,
    reference_reads
)
select
    $profile_no as profile_no, b.finding_no, b.reported_gene, b.affected_exon, b.breakpoint_1,
    b.breakpoint_2, b.supporting_reads, b.reference_reads
from read_parquet($bundle) as b
where b.class = 'splice_variant'
order by b.finding_no
