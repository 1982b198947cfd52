-- Every version of every trial of the register, the oldest first.
select
    h.trial_id, h.version, h.nct, h.trial, h.sequence, h.recorded_at, cast(h.recorded_at as date) as recorded_on
from seen.trial_history as h
order by h.sequence
