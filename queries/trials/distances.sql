-- How far each site lies from each centre, where somebody said so.
select d.centre_id, coalesce(c.name, d.centre_id) as centre, d.site, d.version, d.km, d.minutes
from seen.trial_distance as d
left join seen.centre as c on d.centre_id = c.centre_id
order by d.centre_id, d.site
