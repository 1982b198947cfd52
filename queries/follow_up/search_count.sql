-- How many patients have an outside name that holds a text.
select count(distinct i.patient_id) as patients
from seen.identifier as i
where i.system in ('pseudonym', 'sample') and contains(lower(i.value), lower($text))
