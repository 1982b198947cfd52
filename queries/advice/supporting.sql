-- The findings that the recommendations of a case rest on, in the wording in force.
select f.recommendation_id, f.finding_id, f.label
from seen.recommendation_finding as f
inner join seen.recommendation as r
    on f.case_id = r.case_id and f.recommendation_id = r.recommendation_id and f.version = r.version
where f.case_id = $case_id
order by f.recommendation_id, f.label, f.finding_id
