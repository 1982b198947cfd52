-- A recommendation that the actor reaches, as it is in force.
select recommendation_id, version, case_id, patient_id, centre_id, kind, withdrawn, recommended_on
from seen.recommendation
where recommendation_id = $recommendation_id
