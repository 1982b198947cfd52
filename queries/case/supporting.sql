-- The findings that a case's recommendations rest on, in the words of the recommendations in force.
select f.recommendation_id, f.finding_id, f.label, w.profile_id is not null as withdrawn
from seen.recommendation_finding as f
inner join seen.recommendation as r on f.recommendation_id = r.recommendation_id and f.version = r.version
left join seen.test_withdrawal as w on f.patient_id = w.patient_id and split_part(f.finding_id, '.', 1) = w.profile_id
where f.case_id = $case_id and r.case_id = $case_id
order by f.recommendation_id, f.finding_id
