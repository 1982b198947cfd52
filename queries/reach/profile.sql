-- A profile that the actor reaches.
select profile_id, profile_no, patient_id, tumour_id, centre_id, laboratory_id
from seen.profile_history
where profile_id = $profile_id
