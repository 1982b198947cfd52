-- How many acts fit every filter that is set.
select count(*) as acts
from seen.event as e
where
    (cast($actor_id as text) is null or e.actor_id = $actor_id)
    and (cast($role as text) is null or e.role = $role)
    and (cast($verb as text) is null or e.verb = $verb)
    and (cast($since as date) is null or cast(e.recorded_at as date) >= $since)
    and (cast($until as date) is null or cast(e.recorded_at as date) <= $until)
    and (
        cast($subject as text) is null
        or starts_with(lower(e.subject_id), lower($subject))
        or ends_with(lower(e.subject_id), lower($subject))
    )
