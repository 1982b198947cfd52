-- Adds one row to run.
insert into main.run (
    run_id, name, laboratory_id, recorded_by, recorded_at, sequence
) values (
    $run_id, $name, $laboratory_id, $recorded_by, $recorded_at, $sequence
)
