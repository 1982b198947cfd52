-- Adds one row to list_mapping.
insert into main.list_mapping (
    mapping_id, version, source, source_id, fingerprint, mapping, recorded_by, recorded_at, sequence
) values (
    $mapping_id, $version, $source, $source_id, $fingerprint, $mapping, $recorded_by, $recorded_at, $sequence
)
