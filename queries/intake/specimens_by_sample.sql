-- Specimens of a laboratory that go by one of these sample ids.
select
    i.value as sample_id, s.specimen_id, s.kind, s.origin, s.site, s.collected_on, s.patient_id, s.tumour_id,
    p.pseudonym, t.oncotree_code
from seen.identifier as i
inner join seen.specimen as s on i.subject_id = s.specimen_id
inner join seen.patient as p on s.patient_id = p.patient_id
left join seen.tumour as t on s.tumour_id = t.tumour_id
where
    i.subject_kind = 'specimen'
    and i.system = 'sample'
    and list_contains($sample_ids::text[], i.value)
    and s.laboratory_id = $laboratory_id
order by i.value asc, s.collected_on desc, s.specimen_id asc
