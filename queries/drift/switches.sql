-- Every time that a table of evidence was switched, the oldest first.
select
    f.source, coalesce(f.name, r.name) as name, f.release_id, cast(f.recorded_at as date) as switched_on, f.sequence
from seen.knowledge_switch as f
left join seen.knowledge_release as r on f.release_id = r.release_id
order by f.sequence
