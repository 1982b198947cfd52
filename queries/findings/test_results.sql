-- The single tests of a patient's tumour in force, the newest first, then those withdrawn, with their specimens.
with
done_on as (
    select s.profile_id, string_agg(s.specimen_id, ' ' order by s.specimen_id) as specimen_ids
    from seen.profile_specimen as s
    where s.patient_id = $patient_id
    group by s.profile_id
)

select
    t.finding_id, t.finding_no, t.profile_id, t.profile_no, t.gene, t.origin, t.variant_key, t.marker, t.method,
    t.result, t.what, t.value_text, t.unit, t.kit, t.tumour_cell_percent, t.lost_proteins, t.comment,
    coalesce(p.reported_on, cast(p.recorded_at as date)) as dated, p.sample_id, l.name as laboratory, d.specimen_ids,
    w.reason as withdrawn, cast(w.recorded_at as date) as withdrawn_on, u.name as withdrawn_by
from seen.test_result as t
inner join seen.profile_history as p on t.profile_id = p.profile_id
left join seen.test_withdrawal as w on t.profile_id = w.profile_id
left join seen.person as u on w.recorded_by = u.user_id
left join seen.laboratory as l on p.laboratory_id = l.laboratory_id
left join done_on as d on t.profile_id = d.profile_id
where
    t.patient_id = $patient_id and p.patient_id = $patient_id and p.tumour_id = $tumour_id
    and (w.profile_id is not null or p.profile_id in (select s.profile_id from seen.profile as s))
order by w.profile_id is not null asc, dated desc, t.profile_no desc, t.finding_no asc
