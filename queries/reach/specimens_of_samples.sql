-- Specimens that go by one of these sample ids at a laboratory, in capitals or not: no two may share one.
select s.specimen_id, s.patient_id, i.value as sample_id
from seen.identifier as i
inner join seen.specimen as s on i.subject_id = s.specimen_id
where
    i.subject_kind = 'specimen'
    and i.system = 'sample'
    and s.laboratory_id = $laboratory_id
    and lower(i.value) in (select lower(unnest($sample_ids::text[])))
order by i.value asc, s.specimen_id asc
