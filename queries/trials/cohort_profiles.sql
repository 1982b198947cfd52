-- The profiles in force of everybody within reach, the newest first; single tests stand apart.
select
    p.patient_id, p.tumour_id, p.profile_id, p.profile_no, p.laboratory_id, p.assay, p.outcome,
    p.rna_sample_id is not null as has_rna, coalesce(p.reported_on, cast(p.recorded_at as date)) as dated,
    p.profile_no in (select t.profile_no from seen.test_result as t) as single_test
from seen.profile as p
order by dated desc, p.profile_no desc
