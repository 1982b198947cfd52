-- The findings that a recommendation rests on, in the words they were chosen by.
select f.label
from seen.recommendation_finding as f
where f.recommendation_id = $recommendation_id and f.version = $version
order by f.label, f.finding_id
