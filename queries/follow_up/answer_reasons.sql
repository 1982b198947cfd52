-- The reasons of all answers to a recommendation, the primary one of each first.
select r.answer_id, r.reason_code, r.is_primary
from seen.answer_reason as r
where r.recommendation_id = $recommendation_id
order by r.version asc, r.is_primary desc, r.reason_code asc
