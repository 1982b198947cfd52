-- What became of a case's matches, the newest first.
select
    s.subject_id, s.trial_id, s.version, s.arm, s.state, s.happened_on, s.reason_code, s.comment,
    coalesce(p.name, s.recorded_by) as recorded_by, s.recorded_at
from seen.trial_match_state as s
left join seen.person as p on s.recorded_by = p.user_id
where s.case_id = $case_id
order by s.sequence desc
