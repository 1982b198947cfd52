-- Cases that were never discussed and stand on no agenda from a day on, the longest waiting first.
with planned as (
    select a.case_id
    from seen.agenda_item as a
    inner join seen.meeting as m on a.meeting_id = m.meeting_id
    where a.on_agenda and m.held_on >= $today
)

select c.case_id, p.pseudonym, p.synthetic, t.oncotree_code, h.name as centre, c.question, c.opened_on
from seen.board_case as c
inner join seen.patient as p on c.patient_id = p.patient_id
inner join seen.tumour as t on c.tumour_id = t.tumour_id
inner join seen.centre as h on c.centre_id = h.centre_id
where
    c.case_id not in (select d.case_id from seen.discussion as d)
    and c.case_id not in (select q.case_id from planned as q)
order by c.opened_on, p.pseudonym, c.case_id
