-- The best responses to a recommendation that stand as they were last worded, the last one first.
with worded as (
    select r.response_no, r.value, r.criteria, r.assessed_on, r.assessed_by, r.comment, r.withdrawn
    from seen.recommendation_response_history as r
    where r.recommendation_id = $recommendation_id
    qualify row_number() over (partition by r.response_no order by r.version desc) = 1
)

select w.response_no, w.value, w.criteria, w.assessed_on, w.assessed_by, w.comment
from worded as w
where not w.withdrawn
order by w.response_no desc
