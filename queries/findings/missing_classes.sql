-- The classes of findings that no file of a profile holds, each with its reason.
select m.class, m.reason
from seen.missing_class as m
where m.profile_id = $profile_id
order by m.class
