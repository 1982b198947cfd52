-- Adds one row to classification; what an older event does not say of the finding is taken from the finding.
insert into main.classification (
    profile_no, finding_no, profile_id, version, patient_id, centre_id, oncotree_code, said_by, speaker,
    tool_version, said_on, aspect, class, gene, variant_key, label, protein_change, report_id, scheme, level,
    comment, recorded_by, recorded_at, sequence
)
with given as (select cast($profile_no as bigint) as profile_no, cast($finding_no as integer) as finding_no)

select
    g.profile_no, g.finding_no, $profile_id, $version, $patient_id, $centre_id, $oncotree_code, $said_by,
    coalesce($speaker, case when $said_by = 'laboratory' then f.laboratory_id end) as speaker, $tool_version,
    cast($said_on as date) as said_on, $aspect, coalesce($class, f.class) as class,
    coalesce($gene, f.gene) as gene, coalesce($variant_key, f.variant_key) as variant_key, $label,
    $protein_change, $report_id, $scheme, $level, $comment, $recorded_by, $recorded_at, $sequence
from given as g
left join main.finding as f on g.profile_no = f.profile_no and g.finding_no = f.finding_no
