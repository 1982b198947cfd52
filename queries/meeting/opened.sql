-- A case with its patient's pseudonym, for the link to it.
select c.case_id, p.pseudonym, p.synthetic
from seen.board_case as c
inner join seen.patient as p on c.patient_id = p.patient_id
where c.case_id = $case_id
