-- The verdicts on classes of results of some profiles.
select q.profile_id, q.quality_class, q.verdict, q.reason
from seen.quality_class as q
where list_contains($profile_ids, q.profile_id)
order by q.profile_id, q.quality_class
