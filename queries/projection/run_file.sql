-- Adds one row to run_file.
insert into main.run_file (
    run_id, name, kind, sha256, size, software, software_version, sequence
) values (
    $run_id, $name, $kind, $sha256, $size, $software, $software_version, $sequence
)
