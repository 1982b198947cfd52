-- Adds the classifications of one tool report, given as one JSON text; version 0 is nobody's act on a finding.
insert into main.classification (
    profile_no, finding_no, profile_id, version, patient_id, centre_id, oncotree_code, said_by, speaker,
    tool_version, said_on, aspect, class, gene, variant_key, label, protein_change, report_id, scheme, level,
    comment, recorded_by, recorded_at, sequence
)
select
    r.profile_no, r.finding_no, r.profile_id, 0 as version, r.patient_id, r.centre_id, r.oncotree_code, r.said_by,
    r.speaker, r.tool_version, r.said_on, r.aspect, r.class, r.gene, r.variant_key, r.label, r.protein_change,
    r.report_id, r.scheme, r.level, r.comment, r.recorded_by, r.recorded_at, r.sequence
from (
    select unnest(from_json(
        $rows,
        '[{"profile_no": "bigint", "finding_no": "integer", "profile_id": "varchar", "patient_id": "varchar",
            "centre_id": "varchar", "oncotree_code": "varchar", "said_by": "varchar", "speaker": "varchar",
            "tool_version": "varchar", "said_on": "date", "aspect": "varchar", "class": "varchar",
            "gene": "varchar", "variant_key": "varchar", "label": "varchar", "protein_change": "varchar",
            "report_id": "varchar", "scheme": "varchar", "level": "varchar", "comment": "varchar",
            "recorded_by": "varchar", "recorded_at": "timestamp", "sequence": "bigint"}]'
    )) as r
) as given
