-- Every time that a table was switched, the newest first.
select
    f.source, f.release_id, f.reason, coalesce(p.name, f.recorded_by) as recorded_by, f.recorded_at,
    coalesce(f.name, r.name) as name, r.release_version
from seen.knowledge_switch as f
left join seen.knowledge_release as r on f.release_id = r.release_id
left join seen.person as p on f.recorded_by = p.user_id
order by f.recorded_at desc, f.source asc
