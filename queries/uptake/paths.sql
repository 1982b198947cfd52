-- How far each patient of the cohort came: profile, conclusion, discussion, therapies advised and followed.
with board_case as (
    select k.patient_key, bool_or(k.actionable) as actionable, min(k.discussed_on) as discussed_on
    from seen.cohort_case as k
    group by k.patient_key
),

therapy as (
    select
        r.patient_key, count(*) as recommended,
        count(*) filter (where r.decision in ('followed', 'partly')) as followed,
        count(*) filter (where r.decision is null or r.decision = 'deferred') as undecided
    from seen.cohort_recommendation as r
    where
        r.kind in ('approved_therapy', 'clinical_trial', 'medical_need_programme', 'off_label')
        and (cast($kind as text) is null or r.kind = $kind)
    group by r.patient_key
)

select
    p.synthetic, cast(p.patient_key as text) as patient, c.name as centre, p.outcome, p.specimen_on, p.reported_on,
    b.actionable, b.discussed_on is not null as discussed, coalesce(t.recommended, 0) as recommended,
    coalesce(t.followed, 0) as followed, coalesce(t.undecided, 0) as undecided
from seen.cohort_patient as p
inner join seen.centre as c on p.centre_id = c.centre_id
inner join board_case as b on p.patient_key = b.patient_key
left join therapy as t on p.patient_key = t.patient_key
where
    (cast($centre_id as text) is null or p.centre_id = $centre_id)
    and (cast($since as date) is null or p.opened_on >= $since)
    and (cast($until as date) is null or p.opened_on <= $until)
order by p.opened_on, p.patient_key
