"""Which finding a row of a tool's table means, and why it means none."""

from datetime import date
from time import process_time
from typing import Any

import pytest

from domain.tool_matching import match_rows
from domain.tool_reports import ToolFinding, ToolRow, ToolWord

SAMPLES = frozenset({"SYN-1", "SYN-1-DNA"})
BRAF = ToolFinding(
    "p.1", SAMPLES, "small_variant", "BRAF", "GRCh37:chr7:140453136:A:T",
    ("NP_004324.2:p.(Val600Glu)", "NM_004333.4:c.1799T>A"), "BRAF V600E",
)  # fmt: skip
ERBB2 = ToolFinding("p.2", SAMPLES, "copy_number", "ERBB2", "cnv:ERBB2:gain", ("gain",), "ERBB2 gain")
ALK = ToolFinding(
    "p.3", SAMPLES, "fusion", "EML4-ALK", "fusion:EML4::ALK", ("EML4", "ALK"), "EML4-ALK fusion"
)
FINDINGS = (BRAF, ERBB2, ALK)
ESCAT = ToolWord("escat", "I-A")


def row(**overrides: Any) -> ToolRow:
    values: dict[str, Any] = {
        "line": 2, "sample_id": "SYN-1", "gene": "BRAF", "changes": ("p.V600E",), "place": None,
        "words": (ESCAT,), "tool": "CGW", "tool_version": "6", "said_on": date(2026, 6, 1), "comment": None,
        **overrides,
    }  # fmt: skip
    return ToolRow(**values)


def known(word: ToolWord) -> str | None:
    return word.word


@pytest.mark.parametrize(
    ("given", "finding_id"),
    [
        ({"changes": ("p.V600E",)}, "p.1"),
        ({"changes": ("Val600Glu",)}, "p.1"),
        ({"changes": ("c.1799T>A",)}, "p.1"),
        ({"gene": "", "changes": (), "place": ("7", 140453136, "A", "T")}, "p.1"),
        ({"sample_id": "syn-1-dna"}, "p.1"),
        ({"gene": "ERBB2", "changes": ("Amplification",)}, "p.2"),
        ({"gene": "ALK", "changes": ("EML4-ALK Fusion",)}, "p.3"),
        ({"gene": "ALK", "changes": ("EML4::ALK",)}, "p.3"),
        ({"gene": "EML4", "changes": ("ALK-EML4",)}, "p.3"),
    ],
)
def test_a_row_meets_its_finding(given: dict[str, Any], finding_id: str) -> None:
    (one,) = match_rows([row(**given)], FINDINGS, known).rows
    assert one.finding is not None
    assert one.finding.finding_id == finding_id


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"sample_id": ""}, "names no sample"),
        ({"sample_id": "SYN-10"}, "No profile of this laboratory"),
        ({"changes": ("p.V600K",)}, "No finding of the sample is this change; the sample has 1"),
        ({"gene": "KRAS"}, "has none in the gene"),
        ({"gene": "", "changes": ()}, "neither a gene nor a position"),
        ({"gene": "ERBB2", "changes": ("Deletion",)}, "No finding"),
        ({"gene": "ALK", "changes": ("ALK fusion",)}, "No finding"),
        ({"changes": ("p.V600K",)}, "has 1 other in the gene."),
        ({"changes": ("p.?",)}, "names no one finding; say the coding change or the position."),
        ({"changes": ("p.(Tyr595=)",)}, "silent (=)"),
    ],
)
def test_a_row_that_meets_none_says_why(given: dict[str, Any], why: str) -> None:
    told = match_rows([row(**given)], FINDINGS, known)
    assert why in told.missed[0].why_not
    assert told.said == ()


def test_a_row_that_fits_two_findings_is_not_given_to_either() -> None:
    twin = ToolFinding(
        "p.9", SAMPLES, "small_variant", "BRAF", "GRCh37:chr7:140453135:CA:TT", BRAF.changes, "twin"
    )
    (one,) = match_rows([row()], (*FINDINGS, twin), known).rows
    assert (one.finding, one.why_not) == (None, "2 findings of the sample fit: say the position.")
    (placed,) = match_rows([row(place=("chr7", 140453136, "A", "T"))], (*FINDINGS, twin), known).rows
    assert placed.finding is BRAF


def test_words_nobody_knows_are_listed_and_words_left_out_are_not() -> None:
    words = (ToolWord("escat", "?"), ToolWord("escat", "none of it"))
    told = match_rows([row(words=words)], FINDINGS, lambda word: None if word.word == "?" else "")
    assert told.unknown_words == ((words[0], 1),)
    assert told.said == ()


def test_sensitivity_and_resistance_of_one_row_stand_side_by_side() -> None:
    words = (ToolWord("oncokb", "1"), ToolWord("oncokb", "R1"))
    told = match_rows([row(words=words)], FINDINGS, known).said
    assert [(one.level, one.resistance) for one in told] == [("1", False), ("R1", True)]


def test_of_a_finding_given_twice_the_last_word_counts_and_that_is_told() -> None:
    told = match_rows([row(), row(words=(ToolWord("escat", "II-A"),))], FINDINGS, known)
    assert ([one.level for one in told.said], told.doubled) == (["II-A"], 1)


def test_a_row_without_day_or_tool_says_nothing_yet() -> None:
    assert match_rows([row(said_on=None), row(tool="")], FINDINGS, known).said == ()


@pytest.mark.parametrize("word", ["Deletion", "Amplification"])
def test_a_copy_number_call_of_unknown_direction_is_neither_gain_nor_loss(word: str) -> None:
    unknown = ToolFinding(
        "p.4", SAMPLES, "copy_number", "PTEN", "cnv:PTEN:unknown", ("unknown",), "PTEN unknown"
    )
    (one,) = match_rows([row(gene="PTEN", changes=(word,))], (*FINDINGS, unknown), known).rows
    assert one.finding is None


def test_ten_thousand_rows_in_one_gene_are_each_asked_once() -> None:
    """By gene alone each row would be held against every finding: a hundred million comparisons, minutes."""
    findings = [
        ToolFinding(
            f"p.{n}", SAMPLES, "small_variant", "TP53", f"GRCh37:chr17:{n}:C:G", (f"p.(Arg{n}Gly)",), "x"
        )
        for n in range(1, 10_001)
    ]
    rows = [row(line=n, gene="TP53", changes=(f"R{n}G",)) for n in range(1, 10_001)]
    began = process_time()
    found = match_rows(rows, findings, known).found
    assert len(found) == 10_000
    assert process_time() - began < 10
