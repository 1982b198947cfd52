-- All advice in force on therapies and trials, with whose it is and the act it was last worded by.
select
    r.recommendation_id, r.version, r.case_id, r.patient_id, r.centre_id, r.kind, r.drugs, r.trial_id, r.trial_title,
    r.evidence_scheme, r.evidence_level, r.recommended_on, r.sequence, p.pseudonym, p.synthetic, t.oncotree_code,
    c.name as centre
from seen.recommendation as r
inner join seen.board_case as b on r.patient_id = b.patient_id and r.case_id = b.case_id
inner join seen.tumour as t on b.patient_id = t.patient_id and b.tumour_id = t.tumour_id
inner join seen.patient as p on r.patient_id = p.patient_id
inner join seen.centre as c on r.centre_id = c.centre_id
where
    not r.withdrawn
    and r.kind in ('approved_therapy', 'clinical_trial', 'medical_need_programme', 'off_label')
order by r.recommended_on desc, r.recommendation_id asc
