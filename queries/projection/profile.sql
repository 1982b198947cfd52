-- Adds the profiles of a run, given as one JSON text.
insert into main.profile (
    profile_id, profile_no, patient_id, tumour_id, centre_id, laboratory_id, run_id, run_name, assay,
    software, software_version, build, sample_id, pair_id, dna_sample_id, rna_sample_id, outcome,
    outcome_reason, received_on, reported_on, content_sha256, bundle_sha256, supersedes, reference_rows,
    filtered_rows, recorded_by, recorded_at, sequence
)
select
    r.profile_id, r.profile_no, r.patient_id, r.tumour_id, r.centre_id, $laboratory_id, $run_id, r.run_name,
    r.assay, r.software, r.software_version, r.build, r.sample_id, r.pair_id, r.dna_sample_id,
    r.rna_sample_id, r.outcome, r.outcome_reason, r.received_on, r.reported_on, r.content_sha256,
    r.bundle_sha256, r.supersedes, r.reference_rows, r.filtered_rows, $recorded_by, $recorded_at, $sequence
from (
    select unnest(from_json(
        $rows,
        '[{"profile_id": "varchar", "profile_no": "bigint", "patient_id": "varchar", "tumour_id": "varchar",
            "centre_id": "varchar", "run_name": "varchar", "assay": "varchar", "software": "varchar",
            "software_version": "varchar", "build": "varchar", "sample_id": "varchar", "pair_id": "varchar",
            "dna_sample_id": "varchar", "rna_sample_id": "varchar", "outcome": "varchar",
            "outcome_reason": "varchar", "received_on": "date", "reported_on": "date",
            "content_sha256": "varchar", "bundle_sha256": "varchar", "supersedes": "varchar",
            "reference_rows": "bigint", "filtered_rows": "bigint"}]'
    )) as r
) as given
