-- Adds one row to knowledge_release.
insert into main.knowledge_release (
    release_id, file_sha256, source, name, release_version, released_on, licence, bundle_sha256, item_count, row_count,
    left_over_count, recorded_by, recorded_at, sequence
) values (
    $release_id, $file_sha256, $source, $name, $release_version, $released_on, $licence, $bundle_sha256, $item_count,
    $row_count, $left_over_count, $recorded_by, $recorded_at, $sequence
)
