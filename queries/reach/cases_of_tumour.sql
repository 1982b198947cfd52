-- The cases on a tumour that are not concluded, and the questions of all of them.
select c.case_id, c.question, e.case_id is not null as concluded
from seen.board_case as c
left join seen.case_conclusion as e on c.case_id = e.case_id
where c.tumour_id = $tumour_id
order by c.case_id
