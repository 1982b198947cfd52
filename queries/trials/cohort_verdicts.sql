-- The verdicts on the classes of results of everybody's profiles.
select q.profile_id, q.quality_class, q.verdict
from seen.quality_class as q
order by q.profile_id, q.quality_class
