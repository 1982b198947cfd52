-- The cases on a meeting's agenda in their order, each with its patient, tumour and how far it has come.
with
profile as (
    select
        patient_id, tumour_id, outcome, outcome_reason, reported_on,
        row_number() over (
            partition by patient_id, tumour_id order by reported_on desc nulls last, sequence desc, profile_no desc
        ) as newest
    from seen.profiling
),

specimen as (
    select patient_id, tumour_id, count(*) as specimens from seen.specimen group by patient_id, tumour_id
),

advice as (
    select case_id, count(*) as recommendations from seen.recommendation where not withdrawn group by case_id
)

select
    a.case_id, a.position, p.pseudonym, p.synthetic, t.oncotree_code, t.stage, h.name as centre, c.question,
    coalesce(s.specimens, 0) as specimens, f.outcome, f.outcome_reason, f.reported_on, d.discussed_on,
    k.actionable, coalesce(r.recommendations, 0) as recommendations
from seen.agenda_item as a
inner join seen.board_case as c on a.case_id = c.case_id
inner join seen.patient as p on c.patient_id = p.patient_id
inner join seen.tumour as t on c.tumour_id = t.tumour_id
inner join seen.centre as h on c.centre_id = h.centre_id
left join specimen as s on c.patient_id = s.patient_id and c.tumour_id = s.tumour_id
left join profile as f on c.patient_id = f.patient_id and c.tumour_id = f.tumour_id and f.newest = 1
left join seen.discussion as d on c.case_id = d.case_id
left join seen.case_conclusion as k on c.case_id = k.case_id
left join advice as r on c.case_id = r.case_id
where a.meeting_id = $meeting_id and a.on_agenda
order by a.position, p.pseudonym, a.case_id
