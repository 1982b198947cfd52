-- A case that the actor reaches, with whom and what it is about.
select case_id, version, patient_id, tumour_id, centre_id
from seen.board_case
where case_id = $case_id
