-- The classifications in force of a profile's findings: people's words before a tool's.
select c.finding_no, c.scheme, c.level,
    case when c.said_by = 'tool' then c.speaker else c.said_by end as said_by, c.comment, c.version
from seen.classification as c
where c.profile_no = $profile_no
order by
    c.finding_no, case c.said_by when 'board' then 1 when 'laboratory' then 2 else 3 end, c.scheme, c.speaker,
    c.level
