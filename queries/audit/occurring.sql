-- Who acted, in which role, with which verb: what the filters offer.
select distinct e.actor_id, coalesce(p.name, e.actor_id) as actor, e.role, e.verb
from seen.event as e
left join seen.person as p on e.actor_id = p.user_id
order by actor, e.actor_id, e.role, e.verb
