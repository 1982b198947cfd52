-- A centre by its id.
select centre_id, name from seen.centre where centre_id = $centre_id
