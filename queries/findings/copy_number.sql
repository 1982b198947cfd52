-- The copy-number changes of a profile.
select
    v.finding_id, v.finding_no, coalesce(v.gene, v.reported_gene) as gene, v.origin, v.variant_key, v.call,
    v.fold_change_text, v.copy_number, v.minor_copy_number
from seen.copy_number as v
where v.profile_no = $profile_no
order by v.finding_no
