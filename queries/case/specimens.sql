-- The specimens of a patient's tumour, the newest first.
select
    s.specimen_id, s.kind, s.origin, s.site, s.collected_on, s.fixation, l.name as laboratory,
    s.tumour_cell_percent, s.dna_ng, s.rna_ng, s.dcq, s.dv200_percent, s.decalcified,
    s.laboratory_id
from seen.specimen as s
left join seen.laboratory as l on s.laboratory_id = l.laboratory_id
where s.patient_id = $patient_id and s.tumour_id = $tumour_id
order by s.collected_on desc nulls last, s.sequence desc, s.specimen_id asc
