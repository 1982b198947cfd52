-- Adds one row to trial_closing.
insert into main.trial_closing (
    trial_id, version, closed_on, reason, recorded_by, recorded_at, sequence
) values ($trial_id, $version, $closed_on, $reason, $recorded_by, $recorded_at, $sequence)
