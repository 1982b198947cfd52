-- All meetings by date, with the chair's name and how many cases the reader reaches stand on the agenda.
select
    m.meeting_id, greatest(m.version, coalesce(max(a.version), 0)) as version, m.held_on, m.chair_id,
    p.name as chair_name, m.place, m.attendance,
    count(a.case_id) filter (where a.on_agenda) as cases,
    count(d.case_id) filter (where a.on_agenda) as discussed
from seen.meeting as m
left join seen.person as p on m.chair_id = p.user_id
left join seen.agenda_item as a on m.meeting_id = a.meeting_id
left join seen.discussion as d on a.case_id = d.case_id
group by m.meeting_id, m.version, m.held_on, m.chair_id, p.name, m.place, m.attendance
order by m.held_on, m.meeting_id
