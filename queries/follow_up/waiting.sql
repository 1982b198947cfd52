-- What waits for the physician's answer: no answer yet, or a deferred one; the longest waiting first.
with open_advice as (
    select
        r.recommendation_id, r.case_id, r.patient_id, r.centre_id, r.kind, r.drugs, r.trial_id, r.trial_title,
        r.recommended_on, a.decision, a.decided_on
    from seen.recommendation as r
    left join seen.answer as a on r.recommendation_id = a.recommendation_id and r.case_id = a.case_id
    where
        not r.withdrawn
        and r.kind <> 'no_therapy'
        and (a.decision is null or a.decision = 'deferred')
        and (cast($case_id as text) is null or r.case_id = $case_id)
    order by r.recommended_on, r.recommendation_id
    limit $most offset $skip
)

select
    o.recommendation_id, o.case_id, o.patient_id, o.kind, o.drugs, o.trial_id, o.trial_title,
    o.recommended_on, o.decision, o.decided_on, p.pseudonym, p.synthetic, t.oncotree_code, c.name as centre
from open_advice as o
inner join seen.board_case as b on o.patient_id = b.patient_id and o.case_id = b.case_id
inner join seen.tumour as t on b.patient_id = t.patient_id and b.tumour_id = t.tumour_id
inner join seen.patient as p on o.patient_id = p.patient_id
inner join seen.centre as c on o.centre_id = c.centre_id
order by o.recommended_on, o.recommendation_id
