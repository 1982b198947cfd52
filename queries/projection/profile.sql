-- Adds one row to profile.
insert into main.profile (
    profile_id, profile_no, patient_id, tumour_id, centre_id, laboratory_id, run_id, run_name, assay,
    software, software_version, build, sample_id, pair_id, dna_sample_id, rna_sample_id, outcome,
    outcome_reason, received_on, reported_on, content_sha256, bundle_sha256, supersedes, reference_rows,
    filtered_rows, recorded_by, recorded_at, sequence
) values (
    $profile_id, $profile_no, $patient_id, $tumour_id, $centre_id, $laboratory_id, $run_id, $run_name,
    $assay, $software, $software_version, $build, $sample_id, $pair_id, $dna_sample_id, $rna_sample_id,
    $outcome, $outcome_reason, $received_on, $reported_on, $content_sha256, $bundle_sha256, $supersedes,
    $reference_rows, $filtered_rows, $recorded_by, $recorded_at, $sequence
)
