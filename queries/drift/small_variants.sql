-- The small variants of some profiles in some genes.
select
    v.profile_no, v.finding_id, v.chrom, v.gene, v.p_dot, v.c_dot, v.consequence, v.exon, v.origin, v.tags
from seen.small_variant as v
where list_contains($profiles, v.profile_no) and list_contains($genes, v.gene)
order by v.finding_id
