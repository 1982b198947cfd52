-- Every closing of a trial by the board, the oldest first.
select c.trial_id, c.version, c.closed_on, c.reason, c.sequence, cast(c.recorded_at as date) as recorded_on
from seen.trial_closing as c
order by c.sequence
