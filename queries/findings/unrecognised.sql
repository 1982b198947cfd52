-- The sections of a profile's files that no reader knows.
select s.file, s.section
from seen.profile_section as s
where s.profile_id = $profile_id and not s.recognised
order by s.file, s.section
