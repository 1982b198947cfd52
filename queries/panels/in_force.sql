-- Which panel list is in force; no row where none was ever switched on.
select
    f.version, f.panel_id, f.reason, coalesce(p.name, f.recorded_by) as recorded_by, f.recorded_at
from seen.panel_in_force as f
left join seen.person as p on f.recorded_by = p.user_id
