-- All users with the roles they hold today.
select p.user_id, p.name, r.role, c.name as centre_name, l.name as laboratory_name
from seen.person as p
inner join seen.person_role as r on p.user_id = r.user_id
left join seen.centre as c on r.centre_id = c.centre_id
left join seen.laboratory as l on r.laboratory_id = l.laboratory_id
where r.granted
order by p.name, r.role
