-- In how many distinct patients of the cohort each class of finding was assessed: in all, by tissue, by blood.
select
    a.class,
    count(distinct a.patient_key) as patients,
    count(distinct a.patient_key) filter (where a.assay = 'TSO500') as by_tissue,
    count(distinct a.patient_key) filter (where a.assay = 'TSO500 ctDNA') as by_blood
from seen.cohort_assessed as a
group by a.class
order by a.class
