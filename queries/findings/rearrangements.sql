-- The exon-level rearrangements of a profile.
select
    v.finding_id, v.finding_no, coalesce(v.gene, v.reported_gene) as gene, v.origin, v.variant_key, v.chrom,
    v.start as first_position, v.stop as last_position, v.affected_exons, v.fold_change_text, v.call
from seen.rearrangement as v
where v.profile_no = $profile_no
order by v.finding_no
