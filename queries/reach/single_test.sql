-- A single test that the actor reaches, and whether it stands: withdrawn, or replaced by a correction.
select p.profile_id, p.profile_no, p.patient_id, p.centre_id, p.laboratory_id, w.profile_id is not null as withdrawn,
    s.profile_id is null as gone
from seen.profile_history as p
left join seen.test_withdrawal as w on p.profile_id = w.profile_id
left join seen.profile as s on p.profile_id = s.profile_id
where p.profile_id = $profile_id and p.profile_no in (select t.profile_no from seen.test_result as t)
