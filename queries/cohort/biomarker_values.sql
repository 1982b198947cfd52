-- A biomarker in each of the cohort's profiles of one assay; the state is null where no file has it.
select
    p.profile_no,
    b.state,
    case when b.state = 'value' then b.value end as value
from seen.cohort_profile as p
left join seen.cohort_biomarker as b on p.profile_no = b.profile_no and b.name = $name
where p.assay = $assay
order by p.profile_no
