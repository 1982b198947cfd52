-- The newest state of each match of a case with a trial, of the patients within reach, the longest unchanged first.
with
newest as (
    select
        s.case_id, s.trial_id, s.arm, s.state, s.happened_on, s.reason_code, s.comment, s.recorded_by, s.centre_id,
        s.patient_id, s.sequence,
        row_number() over (partition by s.case_id, s.trial_id order by s.sequence desc) as place
    from seen.trial_match_state as s
)

select
    n.case_id, n.trial_id, n.arm, n.state, n.happened_on, n.reason_code, n.comment,
    coalesce(u.name, n.recorded_by) as recorded_by, coalesce(h.name, n.centre_id) as centre, p.pseudonym, p.synthetic
from newest as n
inner join seen.patient as p on n.patient_id = p.patient_id
left join seen.centre as h on n.centre_id = h.centre_id
left join seen.person as u on n.recorded_by = u.user_id
where n.place = 1
order by n.happened_on asc, n.sequence asc
