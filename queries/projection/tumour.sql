-- Adds one row to tumour.
insert into main.tumour (
    tumour_id, version, patient_id, centre_id, oncotree_code, registered_code, site, stage, histology,
    diagnosed_on, recorded_by, recorded_at, sequence
) values (
    $tumour_id, $version, $patient_id, $centre_id, $oncotree_code, $registered_code, $site, $stage,
    $histology, $diagnosed_on, $recorded_by, $recorded_at, $sequence
)
