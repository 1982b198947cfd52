-- Patients whose pseudonym or sample id begins with a text, by pseudonym, at most 20.
select distinct p.patient_id, p.pseudonym, p.sex, p.year_of_birth, p.synthetic, h.name as centre
from seen.identifier as i
inner join seen.patient as p on i.patient_id = p.patient_id
inner join seen.centre as h on p.centre_id = h.centre_id
where starts_with(lower(i.value), lower($text))
order by p.pseudonym, h.name, p.patient_id
limit 20
