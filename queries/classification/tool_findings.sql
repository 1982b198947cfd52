-- The findings of profiles that a table may mean: in one of its genes or at one of its places; every fusion, splice
-- variant and loss or gain of exons.
select
    s.finding_id, s.profile_id, s.class, coalesce(s.gene, s.reported_gene) as gene, s.variant_key,
    s.p_dot as change, s.c_dot as other_change, s.exon as exons
from seen.small_variant as s
where
    list_contains($profile_nos, s.profile_no)
    and (
        list_contains($genes, s.gene) or list_contains($genes, s.reported_gene)
        or list_contains($places, s.chrom || ':' || s.pos)
    )
union all
select
    c.finding_id, c.profile_id, c.class, coalesce(c.gene, c.reported_gene) as gene, c.variant_key,
    c.call as change, null as other_change, null as exons
from seen.copy_number as c
where
    list_contains($profile_nos, c.profile_no)
    and (list_contains($genes, c.gene) or list_contains($genes, c.reported_gene))
union all
select f.finding_id, f.profile_id, f.class, f.gene_pair as gene, f.variant_key, f.gene_5 as change,
    f.gene_3 as other_change, null as exons
from seen.fusion as f
where list_contains($profile_nos, f.profile_no)
union all
select
    v.finding_id, v.profile_id, v.class, coalesce(v.gene, v.reported_gene) as gene, v.variant_key,
    null as change, null as other_change, v.affected_exon as exons
from seen.splice_variant as v
where list_contains($profile_nos, v.profile_no)
union all
select
    r.finding_id, r.profile_id, r.class, coalesce(r.gene, r.reported_gene) as gene, r.variant_key,
    r.call as change, null as other_change, r.affected_exons as exons
from seen.rearrangement as r
where list_contains($profile_nos, r.profile_no)
order by finding_id
