-- The findings that a case's recommendations rest on, in the words of the recommendations in force.
select f.recommendation_id, f.finding_id, f.label
from seen.recommendation_finding as f
inner join seen.recommendation as r on f.recommendation_id = r.recommendation_id and f.version = r.version
where f.case_id = $case_id and r.case_id = $case_id
order by f.recommendation_id, f.finding_id
