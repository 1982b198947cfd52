-- Adds the fusion rows of one profile's bundle.
insert into main.fusion (
    profile_no, finding_no, gene_pair, gene_5, gene_3, direction_known, breakpoint_1, breakpoint_2,
    supporting_reads, reference_reads_1, reference_reads_2, molecule
)
select
    $profile_no as profile_no, b.finding_no, b.gene_pair, b.gene_5, b.gene_3, b.direction_known,
    b.breakpoint_1, b.breakpoint_2, b.supporting_reads, b.reference_reads_1, b.reference_reads_2,
    b.molecule
from read_parquet($bundle) as b
where b.class = 'fusion'
order by b.finding_no
