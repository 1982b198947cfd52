-- The cases of these patients and whether the board has concluded them.
select c.patient_id, c.case_id, c.tumour_id, c.question, e.case_id is not null as concluded
from seen.board_case as c
left join seen.case_conclusion as e on c.case_id = e.case_id
where list_contains($patient_ids::text[], c.patient_id)
order by c.patient_id, c.case_id
