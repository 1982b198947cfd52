-- The reasons of the answers in force of the cohort.
select cast(s.answer_key as text) as answer, s.reason_code, s.is_primary
from seen.cohort_answer_reason as s
where
    s.answer_key in (
        select r.answer_key from seen.cohort_recommendation as r
        where
            (cast($centre_id as text) is null or r.centre_id = $centre_id)
            and (cast($kind as text) is null or r.kind = $kind)
            and (cast($since as date) is null or r.recommended_on >= $since)
            and (cast($until as date) is null or r.recommended_on <= $until)
    )
order by s.answer_key, s.reason_code
