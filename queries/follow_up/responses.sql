-- All that was recorded of the best response to a recommendation, the oldest first.
select
    r.response_no, r.version, r.value, r.criteria, r.assessed_on, r.assessed_by, r.comment, r.correction_reason,
    r.withdrawn, r.on_behalf_of, r.recorded_at, coalesce(p.name, r.recorded_by) as recorded_by
from seen.recommendation_response_history as r
left join seen.person as p on r.recorded_by = p.user_id
where r.recommendation_id = $recommendation_id
order by r.version
