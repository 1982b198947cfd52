-- The classifications in force of a patient's single tests: people's words before a tool's.
select c.profile_no, c.finding_no, c.scheme, c.level,
    case when c.said_by = 'tool' then c.speaker else c.said_by end as said_by, c.comment, c.version
from seen.classification as c
where
    c.patient_id = $patient_id
    and c.profile_no in (select t.profile_no from seen.test_result as t where t.patient_id = $patient_id)
order by
    c.profile_no, c.finding_no, case c.said_by when 'board' then 1 when 'laboratory' then 2 else 3 end,
    c.scheme, c.speaker, c.level
