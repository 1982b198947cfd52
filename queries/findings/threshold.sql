-- The threshold in force for a laboratory on a day; the laboratory's own comes before the one for all.
select t.value_text, t.upper_text, t.unit, t.source, t.threshold_version
from seen.threshold as t
where
    t.name = $name
    and (t.laboratory_id is null or t.laboratory_id = $laboratory_id)
    and t.valid_from <= $day
order by t.laboratory_id is null, t.valid_from desc, t.sequence desc
limit 1
