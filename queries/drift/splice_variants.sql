-- The splice variants of some profiles.
select
    v.profile_no, v.finding_id, coalesce(v.gene, v.reported_gene) as gene, v.affected_exon, v.breakpoint_1,
    v.breakpoint_2, v.supporting_reads, v.reference_reads
from seen.splice_variant as v
where list_contains($profiles, v.profile_no)
order by v.finding_id
