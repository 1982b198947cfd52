-- How many distinct patients of the cohort have a profile in force that was assessed for each class of finding.
select
    a.class,
    count(distinct a.patient_key) as patients
from seen.cohort_assessed as a
group by a.class
order by a.class
