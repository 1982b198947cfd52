-- Adds one row to profile_problem.
insert into main.profile_problem (
    profile_id, severity, file, section, line, seen, expected, sequence
) values (
    $profile_id, $severity, $file, $section, $line, $seen, $expected, $sequence
)
