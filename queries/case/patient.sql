-- A patient and her tumour, asked for by their ids: a join with the case goes through everybody's.
select
    p.pseudonym, p.synthetic, p.sex, p.year_of_birth,
    t.oncotree_code, t.registered_code, t.site, t.stage, t.histology, t.diagnosed_on
from (select * from seen.patient as p where p.patient_id = $patient_id) as p
cross join (select * from seen.tumour as t where t.tumour_id = $tumour_id) as t
