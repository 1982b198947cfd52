-- The small variants that were called in a profile, in the order of its file.
select
    v.finding_id, v.finding_no, v.gene, v.origin, v.variant_key, v.chrom, v.pos, v.ref, v.alt, v.build, v.p_dot,
    v.c_dot, v.transcript, v.consequence, v.exon, v.vaf, v.depth, v.tags
from seen.small_variant as v
where v.profile_no = $profile_no
order by v.finding_no
