-- One page of patients, who had a case opened last first.
select c.patient_id
from seen.board_case_history as c
where c.version = 1
group by c.patient_id
order by max(c.opened_on) desc, max(c.sequence) desc, c.patient_id
limit $most offset $skip
