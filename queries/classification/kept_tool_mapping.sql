-- How a laboratory read a tool's table with these headings last.
select t.mapping, t.tool, t.recorded_at, coalesce(p.name, t.recorded_by) as kept_by
from seen.tool_report as t
left join seen.person as p on t.recorded_by = p.user_id
where t.laboratory_id = $laboratory_id and t.fingerprint = $fingerprint
order by t.sequence desc
limit 1
