-- The fusions of a profile.
select
    v.finding_id, v.finding_no, v.gene, v.origin, v.variant_key, v.gene_pair, v.gene_5, v.gene_3, v.direction_known,
    v.breakpoint_1, v.breakpoint_2, v.supporting_reads, v.reference_reads_1, v.reference_reads_2, v.molecule
from seen.fusion as v
where v.profile_no = $profile_no
order by v.finding_no
