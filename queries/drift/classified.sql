-- All that was ever said of the findings of some profiles, the oldest first.
select
    c.profile_id || '.' || c.finding_no as finding_id, c.said_by, c.speaker, l.name as laboratory, c.tool_version,
    coalesce(c.said_on, cast(c.recorded_at as date)) as said_on, c.aspect, c.scheme, c.level,
    cast(c.recorded_at as date) as recorded_on, c.sequence
from seen.classification_history as c
left join seen.laboratory as l on c.speaker = l.laboratory_id
where list_contains($profiles, c.profile_no)
order by c.sequence, c.scheme, c.aspect nulls first
