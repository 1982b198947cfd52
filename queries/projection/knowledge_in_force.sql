-- Adds one row to knowledge_in_force.
insert into main.knowledge_in_force (
    source, name, version, release_id, reason, recorded_by, recorded_at, sequence
) values (
    $source, $name, $version, $release_id, $reason, $recorded_by, $recorded_at, $sequence
)
