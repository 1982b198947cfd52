-- Which release of each table is in force; a table that was never switched has no row.
select
    f.source, f.name, f.version, f.release_id, f.reason, coalesce(p.name, f.recorded_by) as recorded_by,
    f.recorded_at
from seen.knowledge_in_force as f
left join seen.person as p on f.recorded_by = p.user_id
order by f.source asc, f.name asc nulls first
