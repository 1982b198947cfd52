-- The recommendations of a case in force, withdrawn ones among them, in the order of their priority.
select
    r.recommendation_id, r.version, o.priority, r.kind, r.drugs, r.trial_registry, r.trial_id, r.trial_title,
    r.evidence_scheme, r.evidence_level, r.rationale, r.no_therapy_reason, r.recommended_on, r.correction_reason,
    r.withdrawn, r.withdrawal_reason, r.withdrawal_comment
from seen.recommendation as r
inner join seen.recommendation_order as o on r.case_id = o.case_id and r.recommendation_id = o.recommendation_id
where r.case_id = $case_id
order by r.withdrawn, o.priority, r.recommendation_id
