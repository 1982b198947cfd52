-- TMB and MSI of everybody's profiles within reach, with the lines that say how they were measured.
select b.profile_no, b.finding_id, b.name, b.state, b.value, b.value_text, b.unit, b.details
from seen.biomarker as b
where b.name in ('tmb', 'msi', 'msi_sum_jsd')
order by b.finding_id
