-- The profiles and single tests in force of the tumours of some cases, each with what decides on what it could see.
select
    b.case_id, p.profile_id, p.profile_no, p.laboratory_id, p.assay, p.rna_sample_id is not null as has_rna,
    coalesce(p.reported_on, cast(p.recorded_at as date)) as dated
from seen.board_case as b
inner join seen.profile as p on b.patient_id = p.patient_id and b.tumour_id = p.tumour_id
where list_contains($case_ids, b.case_id)
order by b.case_id, p.profile_no
