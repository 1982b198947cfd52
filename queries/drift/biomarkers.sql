-- The biomarkers of some profiles.
select b.profile_no, b.finding_id, b.name, b.state, b.value, b.value_text, b.unit, b.details, b.reason
from seen.biomarker as b
where list_contains($profiles, b.profile_no)
order by b.finding_id
