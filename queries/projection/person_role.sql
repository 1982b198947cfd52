-- Adds one row to person_role.
insert into main.person_role (
    user_id, role, centre_id, laboratory_id, granted, sequence
) values (
    $user_id, $role, $centre_id, $laboratory_id, $granted, $sequence
)
