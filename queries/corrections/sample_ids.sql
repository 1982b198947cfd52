-- The sample ids that a specimen goes by.
select i.value as sample_id
from seen.identifier as i
inner join seen.specimen as s on i.subject_id = s.specimen_id
where i.subject_kind = 'specimen' and i.system = 'sample' and s.specimen_id = $specimen_id
order by i.sequence asc, i.value asc
