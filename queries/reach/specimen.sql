-- A specimen that the actor reaches.
select specimen_id, patient_id, tumour_id, centre_id, laboratory_id, kind
from seen.specimen
where specimen_id = $specimen_id
