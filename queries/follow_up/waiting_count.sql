-- How many recommendations wait for the physician's answer.
select count(*) as waiting
from seen.recommendation as r
left join seen.answer as a on r.recommendation_id = a.recommendation_id and r.case_id = a.case_id
where not r.withdrawn and r.kind <> 'no_therapy' and (a.decision is null or a.decision = 'deferred')
