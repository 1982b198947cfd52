-- How many patients the actor reaches who have a case.
select count(distinct c.patient_id) as patients from seen.board_case_history as c
