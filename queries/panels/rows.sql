-- The rows of a panel list in the order of its file.
select
    r.line, r.tumour_label, r.oncotree_codes, r.gene, r.regions, r.alteration_types, r.test_level, r.analyte,
    r.valid_from, r.valid_to, r.source
from seen.panel_row as r
where r.panel_id = $panel_id
order by r.place
