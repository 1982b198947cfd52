-- What was corrected in a case, its patient, its tumour and that tumour's specimens, the newest first.
select
    c.subject_kind, c.subject_id, c.field, c.before_text, c.after_text, c.reason, c.recorded_at,
    coalesce(p.name, c.recorded_by) as recorded_by, c.sequence
from seen.correction as c
left join seen.person as p on c.recorded_by = p.user_id
where
    c.patient_id = $patient_id
    and (c.tumour_id is null or c.tumour_id = $tumour_id)
    and (c.case_id is null or c.case_id = $case_id)
order by c.sequence desc, c.field asc
