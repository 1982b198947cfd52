-- How each match of a case with an arm of a trial stands, of the patients within reach, the longest unchanged first.
-- What was said later of the trial as a whole, or of an arm of it, takes the place of what was said of the other; and
-- who is enrolled in one arm waits for no other.
with
placed as (
    select
        s.subject_id, s.case_id, s.trial_id, s.version, s.arm, s.state, s.happened_on, s.reason_code, s.comment,
        s.recorded_by, s.recorded_at, s.centre_id, s.patient_id, s.sequence,
        row_number() over (partition by s.case_id, s.trial_id, s.arm order by s.sequence desc) as place,
        max(s.sequence) over (partition by s.case_id, s.trial_id) as last_said,
        max(s.sequence) filter (where s.arm is null) over (partition by s.case_id, s.trial_id) as last_of_trial,
        max(s.sequence) filter (where s.state = 'enrolled') over (partition by s.case_id, s.trial_id) as last_enrolled
    from seen.trial_match_state as s
)

select
    n.subject_id, n.case_id, n.trial_id, n.version, n.arm, n.state, n.happened_on, n.reason_code, n.comment,
    n.recorded_at, coalesce(u.name, n.recorded_by) as recorded_by, coalesce(h.name, n.centre_id) as centre,
    p.pseudonym, p.synthetic
from placed as n
inner join seen.patient as p on n.patient_id = p.patient_id
left join seen.centre as h on n.centre_id = h.centre_id
left join seen.person as u on n.recorded_by = u.user_id
where
    n.place = 1
    and (n.arm is not null or n.sequence = n.last_said)
    and n.sequence >= coalesce(n.last_of_trial, n.sequence)
    and (n.state in ('enrolled', 'refused') or n.sequence > coalesce(n.last_enrolled, -1))
order by n.happened_on asc, n.sequence asc
