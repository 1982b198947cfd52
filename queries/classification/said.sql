-- All that was ever said of findings of one profile, by their numbers, the newest first.
select
    c.finding_no, c.said_by, c.speaker, l.name as laboratory, c.tool_version, c.said_on, c.aspect, c.scheme,
    c.level, c.comment, coalesce(p.name, c.recorded_by) as author, c.recorded_at, c.sequence
from seen.classification_history as c
left join seen.laboratory as l on c.speaker = l.laboratory_id
left join seen.person as p on c.recorded_by = p.user_id
where c.profile_id = $profile_id and list_contains($numbers, c.finding_no)
order by c.finding_no asc, c.sequence desc, c.scheme asc, c.aspect asc nulls first
