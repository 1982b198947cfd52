-- All releases that were loaded, the newest of each source first.
select
    r.release_id, r.source, r.name, r.release_version, r.released_on, r.licence, r.bundle_sha256, r.item_count,
    r.row_count, r.left_over_count, coalesce(p.name, r.recorded_by) as recorded_by, r.recorded_at
from seen.knowledge_release as r
left join seen.person as p on r.recorded_by = p.user_id
order by r.source asc, r.released_on desc nulls last, r.recorded_at desc, r.release_id asc
