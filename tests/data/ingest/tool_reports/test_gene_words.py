"""A gene that a tool calls by another name is read as its symbol, and the row says so."""

import pytest

from data.ingest.tool_reports.gene_words import read_gene
from data.ingest.tool_reports.mapped import mapped, suggested
from data.ingest.tool_reports.reading import read_uploaded
from data.reference.spoken_genes import gene_meant
from domain.tool_matching import match_rows
from domain.tool_reports import ToolFinding

SAMPLES = frozenset({"SYN-1"})
ERBB2 = ToolFinding("p.1", SAMPLES, "copy_number", "ERBB2", "cnv:ERBB2", ("gain",), "ERBB2 gain")
CD274 = ToolFinding("p.2", SAMPLES, "copy_number", "CD274", "cnv:CD274", ("gain",), "CD274 gain")
MET = ToolFinding(
    "p.3", SAMPLES, "splice_variant", "MET", "splice:MET:chr7:116411708:chr7:116414934", (), "MET skipping",
    "14",
)  # fmt: skip
ALL = (ERBB2, CD274, MET)
HEADINGS = "Sample ID,Gene,Alteration,ESCAT,Tool,Version,Report date"


@pytest.mark.parametrize(
    ("cell", "change", "symbol", "said", "rest"),
    [
        ("HER2", "amplification", "ERBB2", "HER2", "amplification"),
        ("ERBB2", "HER2 amplification", "ERBB2", "HER2", "amplification"),
        ("ERBB2", "ERBB2 amplification", "ERBB2", "", "amplification"),
        ("", "HER2 amplification", "ERBB2", "HER2", "amplification"),
        ("", "ERBB2/HER2 amplification", "ERBB2", "ERBB2/HER2", "amplification"),
        ("", "ERBB2 (HER2) amplification", "ERBB2", "ERBB2 (HER2)", "amplification"),
        ("ERBB2/HER2", "amplification", "ERBB2", "ERBB2/HER2", "amplification"),
        ("HER-2/neu", "amp", "ERBB2", "HER-2/neu", "amp"),
        ("PD-L1", "amplification", "CD274", "PD-L1", "amplification"),
        ("", "PD-L1: amplification", "CD274", "PD-L1", "amplification"),
        ("", "c-MET exon 14 skipping", "MET", "c-MET", "exon 14 skipping"),
        ("AML1", "loss", "RUNX1", "AML1", "loss"),
        ("", "BRAF V600E", "BRAF", "", "V600E"),
        ("braf", "V600E", "BRAF", "", "V600E"),
    ],
)
def test_a_name_that_one_gene_has_is_read_as_its_symbol(
    cell: str, change: str, symbol: str, said: str, rest: str
) -> None:
    found = read_gene(cell, (change,))
    assert (found.symbol, found.said, found.changes) == (symbol, said, (rest,))


@pytest.mark.parametrize(
    ("cell", "change"),
    [
        ("EML4/ALK", "fusion"),
        ("", "EML4-ALK fusion"),
        ("", "met amplificatie"),
        ("", "Met EGFR mutatie"),
        ("NOGENE", "V600E"),
        ("MET", "EGFR exon 14 skipping"),
        ("", "EGFRvIII"),
        ("", ""),
    ],
)
def test_two_genes_or_words_that_are_no_name_are_left_as_they_are(cell: str, change: str) -> None:
    found = read_gene(cell, (change,))
    assert (found.symbol, found.said, found.changes) == (cell, "", (change,))


def test_changes_that_begin_with_two_genes_name_none() -> None:
    assert read_gene("", ("HER2 amplification", "MET amplification")).symbol == ""
    assert gene_meant("HER2") == "ERBB2"


@pytest.mark.parametrize(
    ("gene", "change", "finding", "by"),
    [
        ("", "HER2 amplification", ERBB2, "change; ERBB2 (read from HER2)"),
        ("PD-L1", "amplification", CD274, "change; CD274 (read from PD-L1)"),
        ("ERBB2/HER2", "gain", ERBB2, "change; ERBB2 (read from ERBB2/HER2)"),
        ("", "c-MET exon 14 skipping", MET, "event; MET (read from c-MET)"),
        ("MET", "chr7:116411708-116414934", MET, "breakpoints"),
        ("", "7:116411708–7:116414934", MET, "breakpoints"),
        ("", "MET chr7:116414934_116411708", MET, "breakpoints"),
        ("c-MET", "chr7:116411708 / chr7:116414934", MET, "breakpoints; MET (read from c-MET)"),
    ],
)
def test_the_row_meets_its_finding_and_says_which_name_was_read_as_what(
    gene: str, change: str, finding: ToolFinding, by: str
) -> None:
    text = f"{HEADINGS}\nSYN-1,{gene},{change},I-A,Tool,1.0,2026-06-01\n"
    brought = read_uploaded("report.csv", text.encode())
    table = mapped(brought, suggested(brought))
    (one,) = match_rows(table.rows, ALL, lambda word: word.word).rows
    assert (one.finding, one.by) == (finding, by)


@pytest.mark.parametrize(
    ("gene", "change"),
    [
        ("MET", "chr7:116411708-116414935"),
        ("MET", "chr8:116411708-116414934"),
        ("EGFR", "chr7:116411708-116414934"),
        ("MET", "chr7:116411708"),
        ("MET", "chr7:116411708-chr8:116414934"),
    ],
)
def test_other_breakpoints_or_those_of_another_gene_meet_none(gene: str, change: str) -> None:
    text = f"{HEADINGS}\nSYN-1,{gene},{change},I-A,Tool,1.0,2026-06-01\n"
    brought = read_uploaded("report.csv", text.encode())
    table = mapped(brought, suggested(brought))
    (one,) = match_rows(table.rows, ALL, lambda word: word.word).rows
    assert (one.finding, bool(one.why_not)) == (None, True)
