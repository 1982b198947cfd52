-- The findings that a recommendation rests on, in the words they were chosen by.
select f.label, w.profile_id is not null as withdrawn
from seen.recommendation_finding as f
left join seen.test_withdrawal as w on f.patient_id = w.patient_id and split_part(f.finding_id, '.', 1) = w.profile_id
where f.recommendation_id = $recommendation_id and f.version = $version
order by f.label, f.finding_id
