-- Which specimens a patient's profiles were made from.
select s.profile_id, s.specimen_id
from seen.profile_specimen as s
where s.patient_id = $patient_id
order by s.profile_id, s.specimen_id
