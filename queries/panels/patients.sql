-- Each patient of the cohort: the best outcome of her profiles, what the board concluded, her first tumour.
with
board_case as (
    select k.patient_key, bool_or(k.actionable) as actionable
    from seen.cohort_case as k
    group by k.patient_key
)

select
    p.synthetic, cast(p.patient_key as text) as patient, c.name as centre, p.outcome, b.actionable, t.oncotree_code,
    coalesce(p.reported_on, p.opened_on) as dated
from seen.cohort_patient as p
inner join seen.centre as c on p.centre_id = c.centre_id
inner join board_case as b on p.patient_key = b.patient_key
left join seen.cohort_tumour as t on p.patient_key = t.patient_key
where
    (cast($centre_id as text) is null or p.centre_id = $centre_id)
    and (cast($since as date) is null or p.opened_on >= $since)
    and (cast($until as date) is null or p.opened_on <= $until)
order by c.name asc, p.patient_key asc
