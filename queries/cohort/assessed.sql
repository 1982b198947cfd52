-- How many distinct patients of the cohort each class of finding was assessed in: its quality passed, or one was found.
with
passed as (
    select q.patient_key, 'small_variant' as class
    from seen.cohort_quality as q
    where q.quality_class = 'small_variants' and q.verdict in ('pass', 'no_limit')
    union
    select q.patient_key, 'copy_number' as class
    from seen.cohort_quality as q
    where q.quality_class = 'copy_number' and q.verdict in ('pass', 'no_limit')
    union
    select q.patient_key, 'rearrangement' as class
    from seen.cohort_quality as q
    where q.quality_class = 'copy_number' and q.verdict in ('pass', 'no_limit')
    union
    select q.patient_key, 'fusion' as class
    from seen.cohort_quality as q
    where q.quality_class = 'rna' and q.verdict in ('pass', 'no_limit')
    union
    select q.patient_key, 'splice_variant' as class
    from seen.cohort_quality as q
    where q.quality_class = 'rna' and q.verdict in ('pass', 'no_limit')
),

assessed as (
    select p.patient_key, p.class from passed as p
    union
    select f.patient_key, f.class from seen.cohort_finding as f
)

select
    a.class,
    count(*) as patients
from assessed as a
group by a.class
order by a.class
