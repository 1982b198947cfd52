-- In how many distinct patients of the cohort each change of a profile was found.
select
    c.variant_key,
    count(distinct c.patient_key) as patients
from seen.cohort_finding as c
where c.variant_key in (select f.variant_key from seen.finding as f where f.profile_no = $profile_no)
group by c.variant_key
order by c.variant_key
