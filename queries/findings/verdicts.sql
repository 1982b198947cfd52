-- The verdicts on a profile's classes of results.
select q.quality_class, q.verdict, q.reason
from seen.quality_class as q
where q.profile_id = $profile_id
