-- A case as it is in force, and how many acts were recorded on it.
select
    c.case_id, c.patient_id, c.tumour_id, c.centre_id, c.ecog, c.previous_lines, c.previous_lines_text,
    c.question, c.opened_on, v.version as acts
from seen.board_case as c
inner join seen.subject_version as v on c.case_id = v.subject_id
where c.case_id = $case_id
