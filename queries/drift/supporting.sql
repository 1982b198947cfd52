-- The findings that advice in force rests on, of one case or of all, with the profiles they are of.
select
    f.recommendation_id, f.finding_id, f.label, p.profile_id, p.profile_no, p.laboratory_id, p.assay,
    p.sample_id, coalesce(p.reported_on, cast(p.recorded_at as date)) as dated
from seen.recommendation_finding as f
inner join seen.recommendation as r
    on f.case_id = r.case_id and f.recommendation_id = r.recommendation_id and f.version = r.version
inner join seen.profile_history as p
    on f.patient_id = p.patient_id and split_part(f.finding_id, '.', 1) = p.profile_id
where cast($case_id as text) is null or f.case_id = $case_id
order by f.recommendation_id, f.finding_id
