-- A specimen as it is in force, with its laboratory's name, and how many acts were recorded on it.
select
    s.specimen_id, s.patient_id, s.tumour_id, s.centre_id, s.laboratory_id, l.name as laboratory, s.kind,
    s.origin, s.site, s.collected_on, s.fixation, s.tumour_cell_percent, s.dna_ng, s.rna_ng, s.dcq,
    s.dv200_percent, s.decalcified,
    coalesce((select v.version from seen.fact_version as v where v.subject_id = $specimen_id), 0) as acts
from seen.specimen as s
left join seen.laboratory as l on s.laboratory_id = l.laboratory_id
where s.specimen_id = $specimen_id
