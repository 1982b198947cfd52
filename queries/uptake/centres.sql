-- The centres of the cohort that the actor may count.
select c.centre_id, c.name
from seen.centre as c
where c.centre_id in (select k.centre_id from seen.cohort_centre as k)
order by c.name, c.centre_id
