-- Patients with an outside name that holds a text: the same name first, then names that begin with it.
select i.patient_id, min(case
    when lower(i.value) = lower($text) then 0
    when starts_with(lower(i.value), lower($text)) then 1
    else 2
end) as place
from seen.identifier as i
where i.system in ('pseudonym', 'sample') and contains(lower(i.value), lower($text))
group by i.patient_id
order by place, min(lower(i.value)), i.patient_id
limit $most
