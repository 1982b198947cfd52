-- Adds one row to event.
insert into main.event (
    sequence, event_id, verb, verb_version, subject_kind, subject_id, subject_version, actor_id, role,
    on_behalf_of, recorded_at, reason
) values (
    $sequence, $event_id, $verb, $verb_version, $subject_kind, $subject_id, $subject_version, $actor_id,
    $role, $on_behalf_of, $recorded_at, $reason
)
