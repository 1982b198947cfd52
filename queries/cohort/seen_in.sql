-- In how many distinct patients each change of a profile was found, of those whose class was assessed:
-- in all, by tissue, by blood.
with
wanted as (
    select distinct f.variant_key from seen.finding as f where f.profile_no = $profile_no
),

found as (
    select c.profile_no, c.class, c.variant_key
    from seen.cohort_finding as c
    where c.variant_key in (select w.variant_key from wanted as w)
)

select
    w.variant_key,
    count(distinct a.patient_key) as patients,
    count(distinct a.patient_key) filter (where a.assay = 'TSO500') as by_tissue,
    count(distinct a.patient_key) filter (where a.assay = 'TSO500 ctDNA') as by_blood
from wanted as w
left join found as c on w.variant_key = c.variant_key
left join seen.cohort_assessed as a on c.profile_no = a.profile_no and c.class = a.class
group by w.variant_key
order by w.variant_key
