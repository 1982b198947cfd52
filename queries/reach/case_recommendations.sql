-- The recommendations of a case that are in force.
select recommendation_id, kind from seen.recommendation where case_id = $case_id and not withdrawn
