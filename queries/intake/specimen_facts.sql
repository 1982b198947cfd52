-- What the requirements of the protocol are checked on, of these specimens.
select
    s.specimen_id, s.laboratory_id, s.kind, s.site, s.collected_on, s.fixation, s.dna_ng, s.rna_ng, s.dcq,
    s.dv200_percent, s.decalcified
from seen.specimen as s
where list_contains($specimen_ids::text[], s.specimen_id)
order by s.specimen_id
