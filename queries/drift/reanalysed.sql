-- The profiles that replaced another one, the oldest first.
select p.profile_id, p.profile_no, p.supersedes
from seen.profile_history as p
where p.supersedes is not null
order by p.profile_no
