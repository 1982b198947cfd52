-- The recommendations in force of the cohort with the answer in force, without any id of a patient.
select
    cast(r.recommendation_key as text) as recommendation, c.name as centre, r.kind, r.recommended_on, r.decision,
    r.informed_on, r.decided_on, cast(r.answer_key as text) as answer
from seen.cohort_recommendation as r
inner join seen.centre as c on r.centre_id = c.centre_id
where
    (cast($centre_id as text) is null or r.centre_id = $centre_id)
    and (cast($kind as text) is null or r.kind = $kind)
    and (cast($since as date) is null or r.recommended_on >= $since)
    and (cast($until as date) is null or r.recommended_on <= $until)
order by r.recommended_on, r.recommendation_key
