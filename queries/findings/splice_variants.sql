-- The splice variants of a profile.
select
    v.finding_id, v.finding_no, coalesce(v.gene, v.reported_gene) as gene, v.origin, v.variant_key, v.affected_exon,
    v.breakpoint_1, v.breakpoint_2, v.supporting_reads, v.reference_reads
from seen.splice_variant as v
where v.profile_no = $profile_no
order by v.finding_no
