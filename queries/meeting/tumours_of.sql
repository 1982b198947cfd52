-- The tumours of a patient, the first diagnosed first.
select tumour_id, oncotree_code, site, stage, diagnosed_on
from seen.tumour
where patient_id = $patient_id
order by diagnosed_on nulls last, tumour_id
