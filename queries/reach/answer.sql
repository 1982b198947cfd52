-- The answer in force to a recommendation.
select answer_id, version, decision, decided_on from seen.answer where recommendation_id = $recommendation_id
