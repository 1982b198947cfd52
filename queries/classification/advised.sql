-- What was advised resting on these findings: the answer in force and the best response, a row for each reason.
select
    f.finding_id, r.recommendation_id, r.kind, r.drugs, r.trial_registry, r.trial_id, r.rationale,
    r.evidence_scheme, r.evidence_level, r.no_therapy_reason, r.recommended_on, r.withdrawn, a.decision,
    a.decided_on, s.reason_code, s.is_primary, b.value, b.criteria, b.assessed_on
from seen.recommendation_finding as f
inner join seen.recommendation as r
    on f.case_id = r.case_id and f.recommendation_id = r.recommendation_id and f.version = r.version
left join seen.answer as a on r.case_id = a.case_id and r.recommendation_id = a.recommendation_id
left join seen.answer_reason as s on a.answer_id = s.answer_id and a.version = s.version
left join seen.recommendation_response as b
    on r.case_id = b.case_id and r.recommendation_id = b.recommendation_id
where list_contains($finding_ids, f.finding_id)
order by r.recommended_on desc, r.recommendation_id asc, s.is_primary desc, s.reason_code asc
