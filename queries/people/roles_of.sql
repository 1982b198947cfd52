-- The roles that one user holds today, with her name.
select p.user_id, p.name, r.role, r.centre_id, r.laboratory_id
from seen.person as p
inner join seen.person_role as r on p.user_id = r.user_id
where p.user_id = $user_id and r.granted
order by r.role, r.centre_id, r.laboratory_id
