-- Adds one row to person.
insert into main.person (
    user_id, name, sequence
) values (
    $user_id, $name, $sequence
)
