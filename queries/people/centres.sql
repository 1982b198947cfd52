-- All centres by name.
select centre_id, name from seen.centre order by name, centre_id
