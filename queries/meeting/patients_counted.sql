-- How many patients the store holds, and how many of them are synthetic.
select count(*) as patients, count(*) filter (where synthetic) as synthetic from seen.patient
