-- A case with its centre and conclusion, and how many acts were recorded on it.
with
acts as (
    select b.version from seen.board_case_history as b where b.case_id = $case_id
    union all
    select k.version from seen.case_conclusion as k where k.case_id = $case_id
    union all
    select d.version from seen.discussion as d where d.case_id = $case_id
    union all
    select o.version from seen.recommendation_order as o where o.case_id = $case_id
)

select
    c.case_id, c.patient_id, c.tumour_id, c.ecog, c.previous_lines, c.previous_lines_text, c.question, c.opened_on,
    h.name as centre, k.actionable, k.reason_code, k.comment, k.concluded_on, d.discussed_on,
    (select max(a.version) from acts as a) as acts
from (select * from seen.board_case as b where b.case_id = $case_id) as c
left join seen.centre as h on c.centre_id = h.centre_id
left join (select * from seen.case_conclusion as k where k.case_id = $case_id) as k on c.case_id = k.case_id
left join (select * from seen.discussion as d where d.case_id = $case_id) as d on c.case_id = d.case_id
