-- What the reader of a profile's files could not take.
select p.severity, p.file, p.section, p.line, p.seen, p.expected
from seen.profile_problem as p
where p.profile_id = $profile_id
order by p.file, p.line, p.section, p.seen
