-- The ids of a profile's biomarkers.
select b.finding_id, b.name
from seen.biomarker as b
where b.profile_no = $profile_no
order by b.finding_no
