-- One panel list by the SHA-256 of its file.
select l.panel_id, l.name, l.source, l.list_version, l.dated, l.recorded_at
from seen.panel_list as l
where l.panel_id = $panel_id
