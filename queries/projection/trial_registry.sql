-- Adds one row to trial_registry.
insert into main.trial_registry (
    nct, version, status, status_text, updated_on, title, sponsor, phase, sites, file_name, file_sha256,
    recorded_by, recorded_at, sequence
) values (
    $nct, $version, $status, $status_text, $updated_on, $title, $sponsor, $phase, $sites, $file_name,
    $file_sha256, $recorded_by, $recorded_at, $sequence
)
