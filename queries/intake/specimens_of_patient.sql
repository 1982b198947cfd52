-- Specimens at a laboratory of patients whose pseudonym holds a text.
select
    s.specimen_id, s.kind, s.origin, s.site, s.collected_on, s.patient_id, s.tumour_id,
    p.pseudonym, t.oncotree_code, null as sample_id
from seen.patient as p
inner join seen.specimen as s on p.patient_id = s.patient_id
left join seen.tumour as t on s.tumour_id = t.tumour_id
where contains(lower(p.pseudonym), lower($pseudonym)) and s.laboratory_id = $laboratory_id
order by p.pseudonym asc, s.collected_on desc, s.specimen_id asc
limit 20
