-- The recommendations of a case as they are in force, withdrawn ones last, else in the board's order.
select
    r.recommendation_id, r.version, r.kind, r.drugs, r.trial_registry, r.trial_id, r.trial_title, r.evidence_scheme,
    r.evidence_level, r.rationale, r.no_therapy_reason, r.recommended_on, r.withdrawn, r.withdrawal_reason
from seen.recommendation as r
left join seen.recommendation_order as o
    on r.case_id = o.case_id and r.recommendation_id = o.recommendation_id
where r.case_id = $case_id
order by r.withdrawn, o.priority nulls last, r.recommended_on, r.recommendation_id
