-- Adds one row to panel_list.
insert into main.panel_list (
    panel_id, name, source, list_version, dated, row_count, bundle_sha256, recorded_by, recorded_at, sequence
) values (
    $panel_id, $name, $source, $list_version, $dated, $row_count, $bundle_sha256, $recorded_by, $recorded_at, $sequence
)
