-- The fusions of some profiles.
select
    v.profile_no, v.finding_id, v.gene_pair, v.gene_5, v.gene_3, v.direction_known, v.breakpoint_1, v.breakpoint_2,
    v.supporting_reads
from seen.fusion as v
where list_contains($profiles, v.profile_no)
order by v.finding_id
