-- What was set for a laboratory until a day, of each threshold first what holds: its own before the one for all.
select t.name, t.value_text, t.upper_text, t.unit, t.source, t.threshold_version
from seen.threshold as t
where
    (t.laboratory_id is null or t.laboratory_id = $laboratory_id)
    and t.valid_from <= $day
order by t.name asc, t.laboratory_id is null asc, t.valid_from desc, t.sequence desc
