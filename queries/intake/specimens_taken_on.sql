-- Specimens that were taken on a day of patients who go by exactly this pseudonym.
select
    s.specimen_id, s.kind, s.origin, s.site, s.collected_on, s.patient_id, s.tumour_id,
    p.pseudonym, t.oncotree_code
from seen.patient as p
inner join seen.specimen as s on p.patient_id = s.patient_id
left join seen.tumour as t on s.tumour_id = t.tumour_id
where lower(p.pseudonym) = lower($pseudonym) and s.collected_on = cast($collected_on as date)
order by p.pseudonym asc, s.specimen_id asc
