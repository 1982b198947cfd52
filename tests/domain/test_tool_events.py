"""Splice variants and whole exons in a tool's words meet the finding that they name."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tool_events import event_asked, keys_of_event
from domain.tool_matching import match_rows
from domain.tool_reports import MatchedRow, ToolFinding, ToolRow, ToolWord

SAMPLES = frozenset({"SYN-1"})
MET = ToolFinding("p.1", SAMPLES, "splice_variant", "MET", "splice:MET:a:b", (), "MET", "14")
EGFR = ToolFinding("p.2", SAMPLES, "splice_variant", "EGFR", "splice:EGFR:a:b", (), "EGFR", "2-7")
AR = ToolFinding("p.3", SAMPLES, "splice_variant", "AR", "splice:AR:a:b", (), "AR", None)
BRCA1 = ToolFinding("p.4", SAMPLES, "rearrangement", "BRCA1", "r:1", ("loss",), "BRCA1", "2-3")
BRCA2 = ToolFinding("p.5", SAMPLES, "rearrangement", "BRCA2", "r:2", ("gain",), "BRCA2", "Exon 18-25/27")
IN_19 = ToolFinding(
    "p.6", SAMPLES, "small_variant", "EGFR", "GRCh37:chr7:55242464:AGGAATTAAGAGAAGC:A",
    ("NP_005219.2:p.(Glu746_Ala750del)", "NM_005228.3:c.2235_2249del"), "EGFR", "19/28",
)  # fmt: skip
ALL = (MET, EGFR, AR, BRCA1, BRCA2, IN_19)


def asked(gene: str, *changes: str, findings: tuple[ToolFinding, ...] = ALL) -> MatchedRow:
    words = (ToolWord("escat", "I-B"),)
    row = ToolRow(2, "SYN-1", gene, changes, None, words, "OncoKDM", "7", date(2026, 6, 1), None)
    (one,) = match_rows([row], findings, lambda word: word.word).rows
    return one


@pytest.mark.parametrize(
    ("gene", "change", "finding"),
    [
        ("MET", "Exon 14 skipping", MET),
        ("MET", "MET exon 14 skipping", MET),
        ("MET", "METex14", MET),
        ("MET", "MET ex14 skipping mutation", MET),
        ("MET", "Exon 14 Deletion", MET),
        ("MET", "METΔex14", MET),
        ("MET", "splice variant, exon 14", MET),
        ("MET", "Exon 14 splice variant", MET),
        ("", "MET exon 14 skipping", MET),
        ("METex14 skipping", "", MET),
        ("EGFR", "EGFRvIII", EGFR),
        ("EGFR", "vIII", EGFR),
        ("EGFR", "EGFR variant III", EGFR),
        ("EGFR", "exons 2-7 deletion", EGFR),
        ("EGFR", "Deletion of exons 2 to 7", EGFR),
        ("EGFRvIII", "", EGFR),
        ("AR", "AR-V7", AR),
        ("AR", "ARv7", AR),
        ("AR", "Splice variant 7", AR),
        ("BRCA1", "Exon 2-3 deletion", BRCA1),
        ("BRCA1", "loss of exons 2, 3", BRCA1),
        ("BRCA1", "ex2_3del", BRCA1),
        ("BRCA2", "Exons 18–25 duplication", BRCA2),
        ("BRCA2", "dup exon 18-25", BRCA2),
        ("EGFR", "Exon 19 deletion", IN_19),
    ],
)
def test_an_event_is_met_by_the_finding_it_names(gene: str, change: str, finding: ToolFinding) -> None:
    one = asked(gene, *([change] if change else []))
    assert (one.finding, one.how) == (finding, "exon" if finding is IN_19 else "event")


@pytest.mark.parametrize(
    ("gene", "change"),
    [
        ("MET", "Exon 13 skipping"),
        ("MET", "EGFR exon 14 skipping"),
        ("MET", "Exon 14 duplication"),
        ("MET", "Exon 14 skipping c.3028+1G>A"),
        ("EGFR", "exons 2-6 deletion"),
        ("EGFR", "Exon 19 insertion"),
        ("EGFR", "AR-V7"),
        ("ARAF", "exon 7 deletion"),
        ("AR", "AR-V9"),
        ("BRCA1", "Exon 2 deletion"),
        ("BRCA1", "Exon 2-3 duplication"),
        ("BRCA1", "Exon 2-3 skipping"),
        ("BRCA2", "Exon 18-25 deletion"),
        ("", "exon 14 skipping"),
    ],
)
def test_another_exon_another_event_or_another_gene_meets_none(gene: str, change: str) -> None:
    one = asked(gene, change)
    assert one.finding is None
    assert one.why_not


def test_two_deletions_in_one_exon_are_not_guessed_between() -> None:
    twin = replace(IN_19, finding_id="p.7")
    told = asked("EGFR", "Exon 19 deletion", findings=(*ALL, twin))
    assert (told.finding, told.why_not) == (None, "2 findings of the sample fit: say the position.")


def test_a_frameshift_is_no_deletion_of_an_exon() -> None:
    broken = replace(IN_19, changes=("NP_005219.2:p.(Glu746delfsTer3)",))
    assert asked("EGFR", "Exon 19 deletion", findings=(broken,)).finding is None


def test_a_splice_variant_of_a_whole_exon_comes_before_residues_in_it() -> None:
    lost = replace(IN_19, gene="MET", exons="14/21")
    assert asked("MET", "Exon 14 deletion", findings=(MET, lost)).finding is MET


def test_a_rearrangement_of_unknown_direction_is_neither_lost_nor_gained() -> None:
    assert keys_of_event(replace(BRCA1, changes=("unknown",))) == ()


@given(st.integers(1, 60), st.integers(0, 20), st.sampled_from(["-", " - ", "–", "_", " to "]))
def test_the_same_exons_are_met_however_the_stretch_is_written(first: int, more: int, dash: str) -> None:
    finding = replace(BRCA1, exons=f"{first}-{first + more}")
    whole, _ = event_asked("BRCA1", f"Exon {first}{dash}{first + more} del")
    assert set(whole) == set(keys_of_event(finding))


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_events(text: str) -> None:
    assert isinstance(event_asked("MET", text), tuple)
