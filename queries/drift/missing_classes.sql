-- The classes that no file of some profiles holds, each with its reason.
select m.profile_id, m.class, m.reason
from seen.missing_class as m
where list_contains($profile_ids, m.profile_id)
order by m.profile_id, m.class
