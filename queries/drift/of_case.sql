-- The advice in force of one case on therapies and trials, with the act it was last worded by.
select
    r.recommendation_id, r.version, r.kind, r.drugs, r.trial_id, r.trial_title, r.evidence_scheme, r.evidence_level,
    r.recommended_on, r.sequence
from seen.recommendation as r
where
    not r.withdrawn
    and r.kind in ('approved_therapy', 'clinical_trial', 'medical_need_programme', 'off_label')
    and r.case_id = $case_id
order by r.recommended_on desc, r.recommendation_id asc
