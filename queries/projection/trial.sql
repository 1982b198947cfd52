-- Adds one row to trial.
insert into main.trial (
    trial_id, version, short_title, nct, trial, register_text, file_name, reason, recorded_by, recorded_at, sequence
) values (
    $trial_id, $version, $short_title, $nct, $trial, $register_text, $file_name, $reason, $recorded_by,
    $recorded_at, $sequence
)
