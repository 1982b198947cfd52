-- The single tests in force of a case's tumour, the newest first: what can be withdrawn.
select
    t.profile_id, t.marker, t.gene, t.method, t.result, t.what, t.value_text, t.unit, t.kit, t.origin,
    t.tumour_cell_percent, t.lost_proteins, t.comment, p.laboratory_id,
    coalesce(p.reported_on, cast(p.recorded_at as date)) as dated
from seen.board_case as c
inner join seen.profile as p on c.patient_id = p.patient_id and c.tumour_id = p.tumour_id
inner join seen.test_result as t on p.profile_no = t.profile_no
where c.case_id = $case_id and t.patient_id = c.patient_id
order by dated desc, t.profile_no desc, t.finding_no asc
