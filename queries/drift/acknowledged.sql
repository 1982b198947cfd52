-- What changed and was seen by the board, the newest first.
select
    d.recommendation_id, d.wording, d.case_id, d.drift_id, d.kind, d.severity, d.sentence, d.before_text,
    d.before_where, d.before_on, d.now_text, d.now_where, d.now_on, d.since, d.comment,
    coalesce(u.name, d.recorded_by) as recorded_by, d.recorded_at, p.pseudonym, p.synthetic, c.name as centre
from seen.drift_seen as d
inner join seen.patient as p on d.patient_id = p.patient_id
inner join seen.centre as c on d.centre_id = c.centre_id
left join seen.person as u on d.recorded_by = u.user_id
order by d.sequence desc, d.place asc
