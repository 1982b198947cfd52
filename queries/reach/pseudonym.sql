-- Who goes by a pseudonym at a centre, whoever asks: two patients must not share one.
select patient_id from seen.patient where centre_id = $centre_id and lower(pseudonym) = lower($pseudonym)
