"""What a small panel would have found: tumour, gene, kind, region and day, each able to say no."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference.tumour_tree import ONCOTREE
from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFinding, CopyState
from domain.knowledge.case_findings import small_variant
from domain.panel_answers import Gap, PanelAnswer, PanelState, covers_tumour, would_find
from domain.panels import PanelList
from tests.panels import panel, row

DAY = date(2026, 5, 4)
V600E = small_variant("f", "BRAF", "p.(Val600Glu)", "c.1799T>A", ("missense_variant",), (15,))


def asked(
    of: PanelList, finding: CaseFinding = V600E, code: str | None = "LUAD", day: date = DAY
) -> PanelAnswer:
    return would_find(of, code, finding, day, ONCOTREE)


def told(of: PanelList, finding: CaseFinding = V600E, **more: Any) -> tuple[PanelState, Gap | None]:
    answer = asked(of, finding, **more)
    return answer.state, answer.gap


def other(kind: FindingClass, *genes: str, **more: Any) -> CaseFinding:
    return CaseFinding("f", "it", kind, genes, **more)


FOUND = (PanelState.FOUND, None)


def test_a_change_that_a_row_covers_is_found_and_the_sentence_names_row_list_and_date() -> None:
    answer = asked(panel())
    assert (answer.state, answer.line) == (PanelState.FOUND, 2)
    assert answer.sentence == (
        "BRAF V600E: found. Line 2 covers small variants of BRAF, V600 in Lung cancer. "
        "(Small list 2026-1 (1 Feb 2026))"
    )


def test_each_part_of_a_row_may_be_what_does_not_cover() -> None:
    assert told(panel(), code="COAD") == (PanelState.NOT_COVERED, Gap.TUMOUR)
    assert told(panel(row(gene="KRAS"))) == (PanelState.NOT_COVERED, Gap.GENE)
    assert told(panel(row(alteration_types="fusion"))) == (PanelState.NOT_COVERED, Gap.CLASS)
    assert told(panel(row(regions="codon 469"))) == (PanelState.NOT_COVERED, Gap.REGION)
    assert told(panel(row(valid_to="2026-05-03"))) == (PanelState.NOT_COVERED, Gap.DAY)
    assert told(panel(row(regions="hotspots"))) == (PanelState.CANNOT_TELL, Gap.REGION)


def test_the_row_that_came_nearest_says_why() -> None:
    of = panel(
        row(2, oncotree_codes="COADREAD"),
        row(3, gene="KRAS"),
        row(4, regions="codon 469"),
        row(5, gene="ALK"),
    )
    answer = asked(of)
    assert (answer.gap, answer.line) == (Gap.REGION, 4)
    assert "this change lies elsewhere" in answer.sentence


def test_one_row_that_covers_is_enough_and_what_cannot_be_told_comes_before_no() -> None:
    no, unread = row(2, regions="codon 469"), row(3, regions="hotspots")
    assert told(panel(no, unread)) == (PanelState.CANNOT_TELL, Gap.REGION)
    assert told(panel(no, unread, row(4))) == FOUND


@pytest.mark.parametrize(
    ("first", "last"), [("2026-05-04", ""), ("", "2026-05-04"), ("2026-05-04", "2026-05-04")]
)
def test_the_first_and_the_last_day_of_a_row_count(first: str, last: str) -> None:
    assert told(panel(row(valid_from=first, valid_to=last))) == FOUND


def test_a_row_that_ended_says_when() -> None:
    answer = asked(panel(row(valid_from="2024-01-01", valid_to="2025-12-31")))
    assert "valid from 1 Jan 2024 until 31 Dec 2025, not on 4 May 2026" in answer.sentence


def test_a_row_for_a_subtype_of_what_was_registered_cannot_be_told() -> None:
    assert told(panel(row(oncotree_codes="LUAD")), code="NSCLC") == (PanelState.CANNOT_TELL, Gap.TUMOUR)
    assert told(panel(row(oncotree_codes="LUAD", gene="KRAS")), code="NSCLC") == (
        PanelState.NOT_COVERED, Gap.GENE,
    )  # fmt: skip


def test_rows_for_any_solid_tumour_cover_solid_tumours_alone() -> None:
    of = panel(row(oncotree_codes="any solid"))
    assert told(of, code="SKCM") == FOUND
    assert told(of, code="AML") == (PanelState.NOT_COVERED, Gap.TUMOUR)


@pytest.mark.parametrize(
    ("types", "state", "expected"),
    [
        ("amplification", CopyState.AMPLIFICATION, FOUND),
        ("amplification", CopyState.GAIN, (PanelState.CANNOT_TELL, Gap.CLASS)),
        ("amplification", CopyState.LOSS, (PanelState.NOT_COVERED, Gap.CLASS)),
        ("deletion", CopyState.DEEP_LOSS, FOUND),
        ("deletion", CopyState.AMPLIFICATION, (PanelState.NOT_COVERED, Gap.CLASS)),
        ("copy number", CopyState.GAIN, FOUND),
        ("small variant", CopyState.AMPLIFICATION, (PanelState.NOT_COVERED, Gap.CLASS)),
    ],
)
def test_copies_are_covered_by_what_the_row_says_of_them(
    types: str, state: CopyState, expected: tuple[PanelState, Gap | None]
) -> None:
    of = panel(row(gene="ERBB2", regions="exon 20", alteration_types=types))
    assert told(of, other(FindingClass.COPY_NUMBER, "ERBB2", copy_state=state)) == expected


def test_a_fusion_is_covered_by_either_partner_and_needs_no_region() -> None:
    fusion = other(FindingClass.FUSION, "EML4", "ALK")
    assert told(panel(row(gene="ALK", regions="", alteration_types="fusion")), fusion) == FOUND
    assert told(panel(row(gene="ROS1", alteration_types="fusion")), fusion) == (
        PanelState.NOT_COVERED,
        Gap.GENE,
    )


def test_an_exon_skipped_in_rna_is_not_surely_seen_by_a_test_of_dna_nor_the_other_way_round() -> None:
    skipped = other(FindingClass.SPLICE_VARIANT, "MET", exons=(14,), splice="MET exon 14 skipping")
    in_dna = row(gene="MET", regions="exon 14")
    in_rna = row(gene="MET", regions="exon 14", alteration_types="splice")
    assert told(panel(in_rna), skipped) == FOUND
    assert told(panel(in_dna), skipped) == (PanelState.CANNOT_TELL, Gap.CLASS)
    site = small_variant("f", "MET", None, "c.3028+1G>A", ("splice_donor_variant",), (14,))
    assert told(panel(in_dna), site) == FOUND
    assert told(panel(in_rna), site) == (PanelState.CANNOT_TELL, Gap.CLASS)


def test_several_exons_lost_in_rna_are_no_small_variant() -> None:
    viii = other(FindingClass.SPLICE_VARIANT, "EGFR", exons=(2, 3, 4, 5, 6, 7), splice="EGFRvIII")
    assert told(panel(row(gene="EGFR", regions="all")), viii) == (PanelState.NOT_COVERED, Gap.CLASS)


@pytest.mark.parametrize(
    ("signature", "types"), [("TMB-H", "TMB"), ("MSI-H", "MSI"), ("dMMR", "MMR"), ("HRD", "HRD")]
)
def test_what_is_of_the_whole_tumour_is_covered_by_its_own_rows(signature: str, types: str) -> None:
    high = other(FindingClass.BIOMARKER, signature=signature)
    assert told(panel(row(gene="", regions="", alteration_types=types)), high) == FOUND
    assert told(panel(), high) == (PanelState.NOT_COVERED, Gap.GENE)


def test_a_list_without_a_row_for_the_tumour_is_no_list_for_it() -> None:
    of = panel(row(oncotree_codes="LUAD", valid_to="2026-05-03"))
    assert covers_tumour(of, "LUAD", date(2026, 5, 3), ONCOTREE) is True
    assert covers_tumour(of, "LUAD", DAY, ONCOTREE) is False
    assert covers_tumour(of, "COAD", date(2026, 5, 3), ONCOTREE) is False
    assert covers_tumour(of, "NSCLC", date(2026, 5, 3), ONCOTREE) is None


ORDER = (PanelState.NOT_COVERED, PanelState.CANNOT_TELL, PanelState.FOUND)
ROWS = st.builds(
    row,
    st.integers(2, 99),
    oncotree_codes=st.sampled_from(["LUAD", "NSCLC", "COADREAD", "any", "any solid"]),
    gene=st.sampled_from(["BRAF", "KRAS"]),
    regions=st.sampled_from(["all", "V600", "exon 15", "exon 11", "hotspots", ""]),
    alteration_types=st.sampled_from(["small variant", "fusion", "small variant|fusion"]),
    valid_from=st.sampled_from(["", "2026-05-04", "2026-05-05"]),
)


@given(st.lists(ROWS, min_size=1, max_size=6), ROWS)
def test_a_further_row_never_finds_less(rows: list[Any], more: Any) -> None:
    fewer, larger = (asked(panel(*held)).state for held in (rows, [*rows, more]))
    assert ORDER.index(larger) >= ORDER.index(fewer)


@given(st.lists(ROWS, min_size=1, max_size=6), st.randoms())
def test_the_order_of_the_rows_changes_no_answer(rows: list[Any], by: Any) -> None:
    mixed = list(rows)
    by.shuffle(mixed)
    assert told(panel(*mixed)) == told(panel(*rows))
