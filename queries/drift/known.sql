-- Which changes were seen under which wording, of one case or of all.
select d.recommendation_id, d.wording, d.version, d.drift_id
from seen.drift_seen as d
where cast($case_id as text) is null or d.case_id = $case_id
order by d.sequence, d.place
