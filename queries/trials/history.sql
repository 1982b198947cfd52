-- All that was recorded of a trial, the newest first: its versions, its closings, what a registry said.
with
versions as (
    select
        h.version, h.recorded_by, h.recorded_at, h.sequence, 'recorded' as what, h.register_text, h.file_name,
        h.reason, cast(null as date) as happened_on
    from seen.trial_history as h
    where h.trial_id = $trial_id
    union all
    select
        c.version, c.recorded_by, c.recorded_at, c.sequence, 'closed' as what, null as register_text,
        null as file_name, c.reason, c.closed_on as happened_on
    from seen.trial_closing as c
    where c.trial_id = $trial_id
)

select
    v.version, v.what, v.register_text, v.file_name, v.reason, v.happened_on,
    coalesce(p.name, v.recorded_by) as recorded_by, v.recorded_at
from versions as v
left join seen.person as p on v.recorded_by = p.user_id
order by v.sequence desc
