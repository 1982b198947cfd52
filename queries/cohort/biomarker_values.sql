-- A biomarker's values in the cohort's profiles of one assay; null where it has none that can be read.
select
    b.profile_no,
    case when b.state = 'value' then b.value end as value
from seen.cohort_biomarker as b
where b.name = $name and b.assay = $assay
order by b.profile_no
