-- A case with its patient, tumour, centre and conclusion, and how many acts were recorded on it.
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
    p.pseudonym, p.synthetic, p.sex, p.year_of_birth, h.name as centre,
    t.oncotree_code, t.registered_code, t.site, t.stage, t.histology, t.diagnosed_on,
    k.actionable, k.reason_code, k.comment, k.concluded_on, d.discussed_on,
    (select max(a.version) from acts as a) as acts
from seen.board_case as c
inner join seen.patient as p on c.patient_id = p.patient_id
inner join seen.tumour as t on c.tumour_id = t.tumour_id
left join seen.centre as h on c.centre_id = h.centre_id
left join seen.case_conclusion as k on c.case_id = k.case_id
left join seen.discussion as d on c.case_id = d.case_id
where c.case_id = $case_id
