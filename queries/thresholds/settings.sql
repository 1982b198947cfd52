-- All that was ever set of any threshold, by whom and when; the last recorded first.
select
    t.name, t.laboratory_id, l.name as laboratory, t.value_text, t.upper_text, t.unit, t.source, t.threshold_version,
    t.valid_from, coalesce(p.name, t.recorded_by) as recorded_by, t.recorded_at
from seen.threshold as t
left join seen.laboratory as l on t.laboratory_id = l.laboratory_id
left join seen.person as p on t.recorded_by = p.user_id
order by t.sequence desc
