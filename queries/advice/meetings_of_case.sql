-- All meetings, the latest first, each with whether the case stands on its agenda.
select m.meeting_id, m.held_on, m.place, coalesce(a.on_agenda, false) as on_agenda
from seen.meeting as m
left join seen.agenda_item as a on m.meeting_id = a.meeting_id and a.case_id = $case_id
order by m.held_on desc, m.meeting_id asc
