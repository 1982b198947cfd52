-- All answers to a recommendation, the oldest first; the last one is in force.
select
    a.answer_id, a.version, a.decision, a.informed_on, a.decided_on, a.decided_by, a.comment,
    a.correction_reason, a.on_behalf_of, a.recorded_at, coalesce(p.name, a.recorded_by) as recorded_by
from seen.answer_history as a
left join seen.person as p on a.recorded_by = p.user_id
where a.recommendation_id = $recommendation_id
order by a.version
