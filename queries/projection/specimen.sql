-- Adds one row to specimen.
insert into main.specimen (
    specimen_id, version, patient_id, tumour_id, centre_id, laboratory_id, kind, origin, site,
    collected_on, fixation, tumour_cell_percent, dna_ng, rna_ng, dcq, dv200_percent, decalcified,
    recorded_by, recorded_at, sequence
) values (
    $specimen_id, $version, $patient_id, $tumour_id, $centre_id, $laboratory_id, $kind, $origin, $site,
    $collected_on, $fixation, $tumour_cell_percent, $dna_ng, $rna_ng, $dcq, $dv200_percent, $decalcified,
    $recorded_by, $recorded_at, $sequence
)
