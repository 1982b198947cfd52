-- Adds one row to panel_in_force.
insert into main.panel_in_force (
    version, panel_id, reason, recorded_by, recorded_at, sequence
) values (
    $version, $panel_id, $reason, $recorded_by, $recorded_at, $sequence
)
