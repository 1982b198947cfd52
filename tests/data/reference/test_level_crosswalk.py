"""The tables that matching takes from: levels in one order, the tree, exons of codons."""

import itertools

import pytest

from data.reference.codes import codes
from data.reference.exon_codons import exons_of_codons
from data.reference.level_crosswalk import TABLE, _row, level_crosswalk
from data.reference.table import BrokenTable, read_table
from data.reference.tumour_tree import ONCOTREE
from domain.knowledge.crosswalk import LAST, NOTHING_PROPOSED, Nearness
from domain.knowledge.hits import Relation

AMP = [one.code for one in codes("amp_asco_cap")]
ESCAT = [one.code for one in codes("escat")]
ROWS = read_table(TABLE, ("scheme", "level")).rows
FARTHER = {Nearness.SAME: Nearness.AGNOSTIC, Nearness.AGNOSTIC: Nearness.OTHER}


def test_every_level_of_the_clinical_schemes_has_its_place_and_its_three_rows() -> None:
    told = {(row["scheme"], row["level"], row["nearness"]) for row in ROWS}
    for scheme in ("escat", "amp_asco_cap", "nct_dktk", "oncokb", "compermed_clinical"):
        for one in codes(scheme):
            if (scheme, one.code) == ("nct_dktk", "undefined"):
                continue
            assert {(scheme, one.code, near.value) for near in Nearness} <= told, (scheme, one.code)
            assert level_crosswalk().order(scheme, one.code) < LAST
    assert [level_crosswalk().order("civic", level) for level in "ABCDE"] == [1, 2, 4, 5, 6]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['scheme']} {row['level']} {row['nearness']}")
def test_a_farther_tumour_is_never_worth_more(row: dict[str, str]) -> None:
    farther = FARTHER.get(Nearness(row["nearness"]))
    if farther is None:
        return
    beside = next(
        one
        for one in ROWS
        if (one["scheme"], one["level"], one["nearness"]) == (row["scheme"], row["level"], farther)
    )
    for column, ranks in (("proposed_amp", AMP), ("escat_ceiling", ESCAT)):
        if beside[column]:
            assert row[column]
            assert ranks.index(beside[column]) >= ranks.index(row[column])


def test_a_level_of_escat_or_amp_is_never_proposed_higher_than_itself() -> None:
    for row in ROWS:
        ranks, column = {"escat": (ESCAT, "escat_ceiling"), "amp_asco_cap": (AMP, "proposed_amp")}.get(
            row["scheme"], ([], "")
        )
        if ranks and row[column]:
            assert ranks.index(row[column]) >= ranks.index(row["level"])


def test_a_subtype_and_a_related_tumour_are_worth_what_another_is() -> None:
    crosswalk = level_crosswalk()
    other = crosswalk.proposed("civic", "A", Relation.OTHER)
    assert crosswalk.proposed("civic", "A", Relation.NARROWER) == other
    assert crosswalk.proposed("civic", "A", Relation.RELATED) == other
    assert crosswalk.proposed("civic", "A", Relation.UNKNOWN) == NOTHING_PROPOSED


def test_a_level_that_no_table_knows_stands_last_and_proposes_nothing() -> None:
    assert level_crosswalk().order("own", "1") == LAST
    assert level_crosswalk().proposed("own", "1", Relation.SAME) == NOTHING_PROPOSED


@pytest.mark.parametrize(
    "spoilt", [{"proposed_amp": "0-A"}, {"escat_ceiling": "9"}, {"nearness": "near"}, {"order": "one"}]
)
def test_a_row_that_does_not_hold_is_refused(spoilt: dict[str, str]) -> None:
    with pytest.raises(BrokenTable):
        _row(ROWS[0] | spoilt)


@pytest.mark.parametrize(
    ("gene", "first", "last", "exons"),
    [
        ("EGFR", 858, 858, (21,)),
        ("EGFR", 746, 750, (19,)),
        ("EGFR", 760, 763, (19, 20)),
        ("KRAS", 12, 12, (2,)),
        ("KRAS", 61, 61, (3,)),
        ("BRAF", 600, 600, (15,)),
        ("EGFR", 100, 100, ()),
        ("TP53", 175, 175, ()),
    ],
)
def test_codons_lie_in_their_exon(gene: str, first: int, last: int, exons: tuple[int, ...]) -> None:
    assert exons_of_codons(gene, first, last) == exons


def test_exons_of_one_gene_do_not_overlap() -> None:
    rows = read_table("exon_codons.tsv", ("gene",)).rows
    for gene in {row["gene"] for row in rows}:
        spans = sorted((int(r["first_codon"]), int(r["last_codon"])) for r in rows if r["gene"] == gene)
        assert all(before[1] < after[0] for before, after in itertools.pairwise(spans))


def test_a_retired_code_stands_in_the_tree_for_the_one_that_took_its_place() -> None:
    assert ONCOTREE.is_within("GBM", "GB")
    assert ONCOTREE.is_within("LUAD", "TISSUE")
    assert not ONCOTREE.is_within("LUAD", "COAD")
    assert ONCOTREE.main_type("NOSUCHCODE") is None
    assert not ONCOTREE.is_solid("NOSUCHCODE")
