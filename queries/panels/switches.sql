-- Every time that the panel list was switched, the newest first.
select
    f.panel_id, f.reason, coalesce(p.name, f.recorded_by) as recorded_by, f.recorded_at
from seen.panel_switch as f
left join seen.person as p on f.recorded_by = p.user_id
order by f.version desc
