-- The quality metrics of a profile, in the order of their file.
select q.section, q.metric, q.unit, q.lower_text, q.upper_text, q.value_text, q.verdict, q.sample
from seen.quality_metric as q
where q.profile_id = $profile_id
order by q.section, q.metric, q.sample
