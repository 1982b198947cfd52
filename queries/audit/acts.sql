-- Acts that fit every filter that is set, the newest first.
select
    e.sequence, e.recorded_at, e.actor_id, coalesce(p.name, e.actor_id) as actor, e.role, e.on_behalf_of, e.verb,
    e.subject_kind, e.subject_id, e.subject_version, e.reason
from seen.event as e
left join seen.person as p on e.actor_id = p.user_id
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
order by e.sequence desc
limit $most offset $skip
