-- A table of a tool that the same laboratory has brought before.
select t.report_id, t.recorded_at
from seen.tool_report as t
where t.laboratory_id = $laboratory_id and t.sha256 = $sha256
