-- The single tests of some profiles that stand.
select
    t.profile_no, t.finding_id, t.marker, t.gene, t.method, t.result, t.what, t.value_text, t.unit, t.kit, t.origin,
    t.tumour_cell_percent, t.lost_proteins, t.comment
from seen.test_result as t
left join seen.test_withdrawal as w on t.profile_id = w.profile_id
where list_contains($profiles, t.profile_no) and w.profile_id is null
order by t.finding_id
