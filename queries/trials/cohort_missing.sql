-- The classes of findings that no file of a profile holds, of everybody's profiles.
select m.profile_id, m.class
from seen.missing_class as m
order by m.profile_id, m.class
