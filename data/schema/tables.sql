-- The tables, which only the projection writes. Every row names the event it comes from (sequence);
-- a correction is a new row with the next version, what is in force is a view of schema seen.

create table main.event (
    sequence bigint not null, event_id text not null, verb text not null, verb_version integer not null,
    subject_kind text not null, subject_id text not null, subject_version integer not null,
    actor_id text not null, role text not null, on_behalf_of text, recorded_at timestamp not null,
    reason text
);

create table main.person (user_id text not null, name text not null, sequence bigint not null);

create table main.person_role (
    user_id text not null, role text not null, centre_id text, laboratory_id text,
    granted boolean not null, sequence bigint not null
);

create table main.centre (centre_id text not null, name text not null, sequence bigint not null);

create table main.laboratory (laboratory_id text not null, name text not null, sequence bigint not null);

create table main.threshold (
    name text not null, laboratory_id text, value_text text not null, upper_text text, unit text not null,
    source text not null, threshold_version text not null, valid_from date not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.identifier (
    subject_kind text not null, subject_id text not null, system text not null, value text not null,
    patient_id text not null, centre_id text not null, removed boolean not null, sequence bigint not null
);

create table main.patient (
    patient_id text not null, version integer not null, centre_id text not null, pseudonym text not null,
    sex text not null, year_of_birth integer not null, synthetic boolean not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.tumour (
    tumour_id text not null, version integer not null, patient_id text not null, centre_id text not null,
    oncotree_code text not null, registered_code text, site text, stage text, histology text,
    diagnosed_on date,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.specimen (
    specimen_id text not null, version integer not null, patient_id text not null, tumour_id text not null,
    centre_id text not null, laboratory_id text not null, kind text not null, origin text not null,
    site text, collected_on date, fixation text, tumour_cell_percent double, dna_ng double, rna_ng double,
    dcq double, dv200_percent double, decalcified boolean,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.board_case (
    case_id text not null, version integer not null, patient_id text not null, tumour_id text not null,
    centre_id text not null, ecog integer, previous_lines integer, previous_lines_text text,
    question text not null, opened_on date not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.correction (
    subject_kind text not null, subject_id text not null, version integer not null,
    patient_id text not null, centre_id text not null, tumour_id text, case_id text, laboratory_id text,
    field text not null, before_text text, after_text text, reason text not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.list_mapping (
    mapping_id text not null, version integer not null, source text not null, source_id text not null,
    fingerprint text not null, mapping text not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.knowledge_release (
    release_id text not null, file_sha256 text not null, source text not null, name text not null,
    release_version text not null, released_on date, licence text not null, bundle_sha256 text not null,
    item_count bigint not null, row_count bigint not null, left_over_count bigint not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.knowledge_left_over (
    release_id text not null, place bigint not null, line bigint not null, item_id text, row_text text not null,
    why text not null, kept boolean not null, sequence bigint not null
);

create table main.knowledge_in_force (
    source text not null, name text, version integer not null, release_id text, reason text not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.trial (
    trial_id text not null, version integer not null, short_title text not null, nct text, trial text not null,
    register_text text not null, file_name text, reason text,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.trial_closing (
    trial_id text not null, version integer not null, closed_on date not null, reason text not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.trial_registry (
    nct text not null, version integer not null, status text not null, status_text text, updated_on date,
    title text, sponsor text, phase text, sites text not null, file_name text not null, file_sha256 text not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.trial_distance (
    centre_id text not null, site text not null, version integer not null, km double, minutes double,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.trial_match_state (
    subject_id text not null, case_id text not null, trial_id text not null, version integer not null,
    patient_id text not null, centre_id text not null, arm text, state text not null,
    happened_on date not null, reason_code text, comment text,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.panel_list (
    panel_id text not null, name text not null, source text not null, list_version text not null,
    dated date not null, row_count bigint not null, bundle_sha256 text not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.panel_row (
    panel_id text not null, place bigint not null, line bigint not null, tumour_label text not null,
    oncotree_codes text not null, gene text not null, regions text not null, alteration_types text not null,
    test_level text not null, analyte text not null, valid_from text not null, valid_to text not null,
    source text not null, sequence bigint not null
);

create table main.panel_in_force (
    version integer not null, panel_id text, reason text not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.case_conclusion (
    case_id text not null, version integer not null, patient_id text not null, centre_id text not null,
    actionable boolean not null, reason_code text, comment text, concluded_on date not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.meeting (
    meeting_id text not null, version integer not null, held_on date not null, chair_id text,
    place text, attendance text,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.agenda_item (
    meeting_id text not null, case_id text not null, version integer not null, position integer not null,
    on_agenda boolean not null, patient_id text not null, centre_id text not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.discussion (
    case_id text not null, version integer not null, meeting_id text, discussed_on date not null,
    patient_id text not null, centre_id text not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.run (
    run_id text not null, name text not null, laboratory_id text not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.run_file (
    run_id text not null, name text not null, kind text not null, sha256 text not null, size bigint not null,
    software text, software_version text, sequence bigint not null
);

create table main.profile (
    profile_id text not null, profile_no bigint not null, patient_id text not null, tumour_id text not null,
    centre_id text not null, laboratory_id text not null, run_id text, run_name text,
    assay text not null, software text, software_version text, build text not null,
    sample_id text not null, pair_id text, dna_sample_id text, rna_sample_id text,
    outcome text not null, outcome_reason text, received_on date, reported_on date,
    content_sha256 text not null, bundle_sha256 text not null, supersedes text,
    reference_rows bigint not null, filtered_rows bigint not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.profile_specimen (
    profile_id text not null, specimen_id text not null, patient_id text not null, centre_id text not null,
    sequence bigint not null
);

create table main.quality_class (
    profile_id text not null, quality_class text not null, verdict text not null, reason text,
    sequence bigint not null
);

create table main.missing_class (
    profile_id text not null, class text not null, reason text not null, sequence bigint not null
);

create table main.quality_metric (
    profile_id text not null, section text not null, metric text not null, unit text,
    lower_text text, upper_text text, value_text text, verdict text not null, sample text,
    sequence bigint not null
);

create table main.profile_section (
    profile_id text not null, file text not null, section text not null, read bigint not null,
    taken bigint not null, refused bigint not null, without_gene bigint not null,
    recognised boolean not null, sequence bigint not null
);

create table main.profile_problem (
    profile_id text not null, severity text not null, file text not null, section text, line bigint,
    seen text, expected text, sequence bigint not null
);

create table main.finding (
    profile_no bigint not null, finding_no integer not null, profile_id text not null,
    patient_id text not null, centre_id text not null, laboratory_id text not null,
    class text not null, gene text, origin text not null, variant_key text not null
);

create table main.small_variant (
    profile_no bigint not null, finding_no integer not null, chrom text not null, pos bigint not null,
    ref text not null, alt text not null, build text not null, reported_gene text, p_dot text, c_dot text,
    transcript text, consequence text, exon text, vaf double, vaf_text text, depth bigint,
    annotation_source text not null, tags text,
    transcripts text
);

create table main.copy_number (
    profile_no bigint not null, finding_no integer not null, reported_gene text, call text not null,
    fold_change double, fold_change_text text, copy_number double, minor_copy_number double,
    tags text
);

create table main.fusion (
    profile_no bigint not null, finding_no integer not null, gene_pair text not null, gene_5 text,
    gene_3 text, direction_known boolean, breakpoint_1 text, breakpoint_2 text, supporting_reads bigint,
    reference_reads_1 bigint, reference_reads_2 bigint, molecule text, tags text
);

create table main.splice_variant (
    profile_no bigint not null, finding_no integer not null, reported_gene text, affected_exon text,
    breakpoint_1 text, breakpoint_2 text, supporting_reads bigint, reference_reads bigint,
    tags text
);

create table main.rearrangement (
    profile_no bigint not null, finding_no integer not null, reported_gene text, chrom text, start bigint,
    stop bigint, affected_exons text, fold_change double, fold_change_text text, call text not null,
    tags text
);

create table main.biomarker (
    profile_no bigint not null, finding_no integer not null, name text not null, state text not null,
    value double, value_text text, unit text not null, details text, reason text
);

create table main.test_result (
    profile_no bigint not null, finding_no integer not null, marker text not null, method text not null,
    result text not null, what text, value_text text, unit text, kit text, tumour_cell_percent double,
    lost_proteins text, comment text
);

create table main.test_withdrawal (
    profile_id text not null, profile_no bigint not null, patient_id text not null, centre_id text not null,
    laboratory_id text not null, reason text not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.finding_mark (
    profile_no bigint not null, finding_no integer not null, profile_id text not null,
    reported boolean not null, patient_id text not null, centre_id text not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.classification (
    profile_no bigint not null, finding_no integer not null, profile_id text not null, version integer not null,
    patient_id text not null, centre_id text not null, oncotree_code text, said_by text not null,
    speaker text, tool_version text, said_on date, aspect text, class text, gene text, variant_key text,
    label text, protein_change text, report_id text,
    scheme text not null, level text not null, comment text,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.tool_report (
    report_id text not null, laboratory_id text not null, file_name text not null, sha256 text not null,
    fingerprint text not null, mapping text not null, tool text not null, tool_version text not null,
    row_count integer not null, said_count integer not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.recommendation (
    recommendation_id text not null, version integer not null, case_id text not null,
    patient_id text not null, centre_id text not null, kind text not null, drugs text,
    trial_registry text, trial_id text, trial_title text, evidence_scheme text, evidence_level text,
    rationale text, no_therapy_reason text, recommended_on date not null, correction_reason text,
    withdrawn boolean not null, withdrawal_reason text, withdrawal_comment text,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);

create table main.recommendation_finding (
    recommendation_id text not null, version integer not null, case_id text not null,
    patient_id text not null, centre_id text not null, finding_id text not null, label text not null,
    sequence bigint not null
);

create table main.recommendation_order (
    case_id text not null, version integer not null, recommendation_id text not null, priority integer not null,
    patient_id text not null, centre_id text not null, sequence bigint not null
);

create table main.recommendation_evidence (
    recommendation_id text not null, version integer not null, case_id text not null,
    patient_id text not null, centre_id text not null, place integer not null, source text not null,
    release_version text not null, released_on date, item_id text not null, level_scheme text not null,
    level text not null, effect text not null, words text not null, sequence bigint not null
);

create table main.answer (
    answer_id text not null, recommendation_id text not null, version integer not null, case_id text not null,
    patient_id text not null, centre_id text not null, decision text not null, informed_on date,
    decided_on date, decided_by text not null, comment text, correction_reason text,
    recorded_by text not null, on_behalf_of text, recorded_at timestamp not null, sequence bigint not null
);

create table main.answer_reason (
    answer_id text not null, recommendation_id text not null, version integer not null,
    patient_id text not null, centre_id text not null, reason_code text not null, is_primary boolean not null,
    sequence bigint not null
);

create table main.recommendation_response (
    recommendation_id text not null, response_no integer not null, version integer not null, case_id text not null,
    patient_id text not null, centre_id text not null, value text not null, criteria text not null,
    assessed_on date not null, assessed_by text not null, comment text, correction_reason text,
    withdrawn boolean not null, recorded_by text not null, on_behalf_of text, recorded_at timestamp not null,
    sequence bigint not null
);

create table main.drift_seen (
    recommendation_id text not null, wording integer not null, case_id text not null, patient_id text not null,
    centre_id text not null, version integer not null, place integer not null, drift_id text not null,
    kind text not null, severity text not null, sentence text not null, before_text text not null,
    before_where text, before_on date, now_text text not null, now_where text, now_on date, since date not null,
    comment text not null,
    recorded_by text not null, recorded_at timestamp not null, sequence bigint not null
);
