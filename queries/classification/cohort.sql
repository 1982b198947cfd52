-- What every voice said of the cohort's findings, and when it said something else; without any id of a patient.
select
    cast(c.patient_key as text) as patient, c.variant_key, c.gene, c.finding, c.oncotree_code, c.scheme, c.level,
    c.aspect, c.said_by, c.speaker, l.name as laboratory, c.own, c.said_on, c.replaced_on,
    c.comment, p.name as author, c.synthetic
from seen.cohort_classification as c
left join seen.laboratory as l on c.speaker = l.laboratory_id
left join seen.person as p on c.author_id = p.user_id
order by c.variant_key, c.scheme, c.said_by, c.speaker, c.patient_key, c.aspect, c.sequence
