-- One recommendation in force with patient, tumour and case.
select
    r.recommendation_id, r.version, r.case_id, r.patient_id, r.kind, r.drugs, r.trial_registry, r.trial_id,
    r.trial_title, r.evidence_scheme, r.evidence_level, r.rationale, r.no_therapy_reason, r.recommended_on,
    r.withdrawn, r.withdrawal_reason, r.withdrawal_comment, p.pseudonym, p.synthetic, c.name as centre,
    t.oncotree_code, t.stage, b.ecog, b.question
from seen.recommendation as r
inner join seen.patient as p on r.patient_id = p.patient_id
inner join seen.board_case as b on r.patient_id = b.patient_id and r.case_id = b.case_id
inner join seen.tumour as t on b.patient_id = t.patient_id and b.tumour_id = t.tumour_id
inner join seen.centre as c on r.centre_id = c.centre_id
where r.recommendation_id = $recommendation_id
