-- A patient that the actor reaches.
select patient_id, version, centre_id, pseudonym, synthetic from seen.patient where patient_id = $patient_id
