-- The answers in force on a case's recommendations, a row for each of their reasons (or one without).
select
    a.recommendation_id, a.answer_id, a.version, a.decision, a.informed_on, a.decided_on, a.decided_by, a.comment,
    r.reason_code, r.is_primary
from seen.answer as a
left join seen.answer_reason as r on a.answer_id = r.answer_id and a.version = r.version
where a.case_id = $case_id
order by a.recommendation_id asc, r.is_primary desc, r.reason_code asc
