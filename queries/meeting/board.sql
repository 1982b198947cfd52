-- Who sits on the board today: chairs and members by name.
select p.user_id, p.name, r.role
from seen.person as p
inner join seen.person_role as r on p.user_id = r.user_id
where r.granted and r.role in ('chair', 'board_member')
order by p.name, p.user_id, r.role
