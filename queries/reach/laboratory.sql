-- A laboratory by its id.
select laboratory_id, name from seen.laboratory where laboratory_id = $laboratory_id
