-- Which of a patient's single tests are marked as reported, or were and are no longer.
select m.profile_no, m.finding_no, m.reported
from seen.finding_mark as m
where
    m.patient_id = $patient_id
    and m.profile_no in (select t.profile_no from seen.test_result as t where t.patient_id = $patient_id)
order by m.profile_no, m.finding_no
