-- The profiles in force of a patient's tumour, the newest first, each with how often its findings were marked.
-- Single tests stand in a table of their own.
with
marks as (
    select m.profile_id, count(distinct m.sequence) as acts
    from seen.finding_mark_history as m
    where m.patient_id = $patient_id
    group by m.profile_id
)

select
    p.profile_id, p.profile_no, p.sample_id, p.assay, p.laboratory_id, l.name as laboratory, p.rna_sample_id,
    p.outcome, p.outcome_reason, p.received_on, p.reported_on, cast(p.recorded_at as date) as recorded_on, p.build,
    p.software, p.software_version, p.supersedes, p.reference_rows, p.filtered_rows, coalesce(m.acts, 0) as acts
from seen.profile as p
left join seen.laboratory as l on p.laboratory_id = l.laboratory_id
left join marks as m on p.profile_id = m.profile_id
where
    p.patient_id = $patient_id and p.tumour_id = $tumour_id
    and p.profile_no not in (select t.profile_no from seen.test_result as t where t.patient_id = $patient_id)
order by coalesce(p.reported_on, cast(p.recorded_at as date)) desc, p.profile_no desc
