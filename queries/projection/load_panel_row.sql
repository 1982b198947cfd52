-- Adds the rows of a panel list, out of their bundle.
insert into main.panel_row (
    panel_id, place, line, tumour_label, oncotree_codes, gene, regions, alteration_types, test_level, analyte,
    valid_from, valid_to, source, sequence
)
select
    $panel_id, b.place, b.line, b.tumour_label, b.oncotree_codes, b.gene, b.regions, b.alteration_types, b.test_level,
    b.analyte, b.valid_from, b.valid_to, b.source, $sequence
from read_parquet($bundle) as b
order by b.place
