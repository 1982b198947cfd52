-- The biomarkers of a profile.
select b.name, b.state, b.value, b.value_text, b.unit, b.details, b.reason
from seen.biomarker as b
where b.profile_no = $profile_no
order by b.finding_no
