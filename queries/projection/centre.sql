-- Adds one row to centre.
insert into main.centre (
    centre_id, name, sequence
) values (
    $centre_id, $name, $sequence
)
