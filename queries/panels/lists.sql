-- All panel lists that were loaded, the newest first.
select
    l.panel_id, l.name, l.source, l.list_version, l.dated, l.row_count, coalesce(p.name, l.recorded_by) as recorded_by,
    l.recorded_at
from seen.panel_list as l
left join seen.person as p on l.recorded_by = p.user_id
order by l.dated desc, l.recorded_at desc, l.panel_id asc
