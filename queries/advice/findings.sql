-- Findings of one profile by their numbers, with what they are called by.
select
    finding_id, finding_no, class, coalesce(gene, reported_gene) as gene,
    coalesce(p_dot, c_dot, variant_key) as change
from seen.small_variant
where profile_id = $profile_id and list_contains($numbers, finding_no)
union all
select finding_id, finding_no, class, coalesce(gene, reported_gene) as gene, call as change
from seen.copy_number
where profile_id = $profile_id and list_contains($numbers, finding_no)
union all
select finding_id, finding_no, class, gene_pair as gene, 'fusion' as change
from seen.fusion
where profile_id = $profile_id and list_contains($numbers, finding_no)
union all
select
    finding_id, finding_no, class, coalesce(gene, reported_gene) as gene,
    coalesce('splice variant, exon ' || affected_exon, 'splice variant') as change
from seen.splice_variant
where profile_id = $profile_id and list_contains($numbers, finding_no)
union all
select
    finding_id, finding_no, class, coalesce(gene, reported_gene) as gene,
    coalesce('rearrangement, exons ' || affected_exons, 'rearrangement') as change
from seen.rearrangement
where profile_id = $profile_id and list_contains($numbers, finding_no)
union all
select
    finding_id, finding_no, class, upper(name) as gene,
    coalesce(value_text || ' ' || unit, replace(state, '_', ' ')) as change
from seen.biomarker
where profile_id = $profile_id and list_contains($numbers, finding_no)
order by finding_no
