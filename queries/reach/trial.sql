-- A trial of the register: the same for everybody who is signed in.
select t.trial_id, t.short_title, t.acts, t.closed_on
from seen.trial as t
where t.trial_id = $trial_id
