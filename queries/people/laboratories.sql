-- All laboratories by name.
select laboratory_id, name from seen.laboratory order by name, laboratory_id
