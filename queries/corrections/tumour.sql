-- A tumour as it is in force, and how many acts were recorded on it.
select
    t.tumour_id, t.patient_id, t.centre_id, t.oncotree_code, t.registered_code, t.site, t.stage, t.histology,
    t.diagnosed_on,
    coalesce((select v.version from seen.fact_version as v where v.subject_id = $tumour_id), 0) as acts
from seen.tumour as t
where t.tumour_id = $tumour_id
