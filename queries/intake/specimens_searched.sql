-- Up to 20 specimens whose patient's pseudonym or sample id holds a text, and the one of an id.
with
named as (
    select i.subject_id as specimen_id, string_agg(i.value, chr(10) order by i.value) as sample_ids
    from seen.identifier as i
    where i.subject_kind = 'specimen' and i.system = 'sample'
    group by i.subject_id
)

select
    s.specimen_id, s.kind, s.origin, s.site, s.collected_on, s.patient_id, s.tumour_id, s.laboratory_id,
    p.pseudonym, t.oncotree_code, n.sample_ids
from seen.specimen as s
inner join seen.patient as p on s.patient_id = p.patient_id
left join seen.tumour as t on s.tumour_id = t.tumour_id
left join named as n on s.specimen_id = n.specimen_id
where
    s.specimen_id = $specimen_id
    or ($text <> '' and contains(lower(p.pseudonym), lower($text)))
    or ($text <> '' and contains(lower(n.sample_ids), lower($text)))
order by p.pseudonym asc, s.collected_on desc nulls last, s.specimen_id asc
limit 20
