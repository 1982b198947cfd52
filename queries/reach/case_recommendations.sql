-- The recommendations of a case that are in force.
select recommendation_id, kind, drugs, trial_registry, trial_id, rationale, no_therapy_reason
from seen.recommendation
where case_id = $case_id and not withdrawn
