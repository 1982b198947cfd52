-- The best responses in force under a case's recommendations, with the answer that they stand under.
select r.recommendation_id, r.value, r.criteria, r.assessed_on, a.decision
from seen.recommendation_response as r
left join seen.answer as a on r.case_id = a.case_id and r.recommendation_id = a.recommendation_id
where r.case_id = $case_id
order by r.recommendation_id
