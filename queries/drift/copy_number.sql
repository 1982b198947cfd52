-- The copy-number changes of some profiles in some genes.
select
    v.profile_no, v.finding_id, coalesce(v.gene, v.reported_gene) as gene, v.call, v.fold_change_text, v.copy_number,
    v.minor_copy_number
from seen.copy_number as v
where list_contains($profiles, v.profile_no) and list_contains($genes, coalesce(v.gene, v.reported_gene))
order by v.finding_id
