-- The exon-level rearrangements of some profiles.
select
    v.profile_no, v.finding_id, coalesce(v.gene, v.reported_gene) as gene, v.chrom, v.start as first_position,
    v.stop as last_position, v.affected_exons, v.fold_change_text, v.call
from seen.rearrangement as v
where list_contains($profiles, v.profile_no)
order by v.finding_id
