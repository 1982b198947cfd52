-- Some patients by their ids, with where each stands on the way through the board.
with chosen as (
    select p.patient_id, p.pseudonym, p.synthetic, p.centre_id
    from seen.patient as p
    where list_contains($patient_ids, p.patient_id)
),

newest_case as (
    select b.patient_id, b.case_id, b.tumour_id
    from seen.board_case as b
    where list_contains($patient_ids, b.patient_id)
    qualify row_number() over (partition by b.patient_id order by b.opened_on desc, b.case_id desc) = 1
),

tumour as (
    select t.patient_id, t.tumour_id, t.oncotree_code
    from seen.tumour as t
    where list_contains($patient_ids, t.patient_id)
),

discussed as (
    select d.patient_id, max(d.discussed_on) as last_board_on
    from seen.discussion as d
    where list_contains($patient_ids, d.patient_id)
    group by d.patient_id
),

advised as (
    select
        r.patient_id, count(*) as recommended,
        count(*) filter (
            where r.kind <> 'no_therapy' and (a.decision is null or a.decision = 'deferred')
        ) as waiting,
        min(r.recommended_on) filter (
            where r.kind <> 'no_therapy' and (a.decision is null or a.decision = 'deferred')
        ) as waiting_since
    from seen.recommendation as r
    left join seen.answer as a on r.recommendation_id = a.recommendation_id and r.case_id = a.case_id
    where not r.withdrawn and list_contains($patient_ids, r.patient_id)
    group by r.patient_id
),

planned as (
    select i.patient_id, min(m.held_on) as next_meeting_on
    from seen.agenda_item as i
    inner join seen.meeting as m on i.meeting_id = m.meeting_id
    where i.on_agenda and m.held_on >= $today and list_contains($patient_ids, i.patient_id)
    group by i.patient_id
),

profiled as (
    select p.patient_id, count(*) as profiles
    from seen.profiling as p
    where list_contains($patient_ids, p.patient_id)
    group by p.patient_id
),

newest_profile as (
    select p.patient_id, p.tumour_id, p.outcome
    from seen.profiling as p
    where list_contains($patient_ids, p.patient_id)
    qualify
        row_number() over (
            partition by p.patient_id, p.tumour_id
            order by p.reported_on desc nulls last, p.sequence desc, p.profile_no desc
        ) = 1
),

concluded as (
    select k.case_id, k.actionable
    from seen.case_conclusion as k
    where list_contains($patient_ids, k.patient_id)
)

select
    c.patient_id, c.pseudonym, c.synthetic, e.name as centre, t.oncotree_code, n.case_id, d.last_board_on,
    coalesce(a.waiting, 0) as waiting, a.waiting_since, coalesce(a.recommended, 0) as recommended,
    m.next_meeting_on, coalesce(f.profiles, 0) > 0 as profiled, k.actionable, q.outcome
from chosen as c
inner join seen.centre as e on c.centre_id = e.centre_id
left join newest_case as n on c.patient_id = n.patient_id
left join tumour as t on n.patient_id = t.patient_id and n.tumour_id = t.tumour_id
left join discussed as d on c.patient_id = d.patient_id
left join advised as a on c.patient_id = a.patient_id
left join planned as m on c.patient_id = m.patient_id
left join profiled as f on c.patient_id = f.patient_id
left join newest_profile as q on n.patient_id = q.patient_id and n.tumour_id = q.tumour_id
left join concluded as k on n.case_id = k.case_id
