-- Which release of each source is in force; a source that was never switched has no row.
select
    f.source, f.version, f.release_id, f.reason, coalesce(p.name, f.recorded_by) as recorded_by, f.recorded_at
from seen.knowledge_in_force as f
left join seen.person as p on f.recorded_by = p.user_id
order by f.source
