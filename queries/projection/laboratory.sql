-- Adds one row to laboratory.
insert into main.laboratory (
    laboratory_id, name, sequence
) values (
    $laboratory_id, $name, $sequence
)
