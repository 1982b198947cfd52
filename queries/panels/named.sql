-- The findings of the cohort that advice rests on or that were classified, one row each time it is said.
select
    cast(n.patient_key as text) as patient, cast(n.finding_key as text) as finding, n.dated, n.laboratory_id,
    n.oncotree_code, n.scheme, n.level, n.class, n.gene, n.p_dot, n.c_dot, n.consequence, n.exon, n.call,
    n.fold_change_text, n.copy_number, n.gene_pair, n.gene_5, n.gene_3, n.direction_known, n.affected_exon,
    n.affected_exons, n.biomarker
from seen.cohort_named_finding as n
order by n.patient_key, n.finding_key, n.scheme nulls first, n.level
