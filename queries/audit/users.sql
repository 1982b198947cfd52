-- All registered users with the roles they hold, and how many acts were recorded on each.
with changed as (
    select e.subject_id, max(e.subject_version) as version
    from seen.event as e
    where e.subject_kind = 'person'
    group by e.subject_id
)

select
    p.user_id, p.name, v.version, r.role, r.centre_id, r.laboratory_id,
    coalesce(c.name, l.name, r.centre_id, r.laboratory_id, '') as place
from seen.person as p
inner join changed as v on p.user_id = v.subject_id
left join seen.person_role as r on p.user_id = r.user_id and r.granted
left join seen.centre as c on r.centre_id = c.centre_id
left join seen.laboratory as l on r.laboratory_id = l.laboratory_id
order by lower(p.name), p.user_id, r.role, place
