"""Releases as tables: changes side by side; every line of a finding's evidence has one place."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.evidence_cited import cited_words
from components.evidence_panel import PARTS
from components.release_tables import diff_table, left_over_table, levels_table, lines_of
from domain.knowledge.evidence import LeftOver, Release, Scope
from domain.knowledge.hits import Answer, Hit, Proposed, Relation, Resolution
from domain.knowledge.release_diff import diff
from domain.knowledge.release_report import NOT_MAPPED, NOT_UNDERSTOOD, report_of
from domain.views.evidence import EvidenceLine, Group
from tests.releases import CITED, item, read


def release(*items: object, version: str = "1") -> Release:
    made = read(*items, version=version).release  # type: ignore[arg-type]
    assert made is not None
    return made


def line(group: Group, relation: Relation) -> EvidenceLine:
    hit = Hit(
        CITED.source, "2026-05-26", item(), ("p.1",), Resolution.EXACT, relation, Answer.HOLDS,
        "Why.", (), Proposed(None, None),
    )  # fmt: skip
    return EvidenceLine(group, hit, "CIViC A", "CIViC", None, "same", "exact change", "a", None)


def test_every_line_of_evidence_stands_in_exactly_one_part() -> None:
    for group, relation in product(Group, Relation):
        assert sum(belongs(line(group, relation)) for _, _, belongs in PARTS) == 1


def test_resistance_is_the_first_part_and_what_does_not_support_the_last() -> None:
    assert PARTS[0][2](line(Group.AGAINST, Relation.OTHER))
    assert PARTS[-1][2](line(Group.NOT_SUPPORTING, Relation.SAME))


def test_each_changed_field_has_its_own_line_with_both_values() -> None:
    old, new = item("EID1"), item("EID1", level="B", scope=Scope("Melanoma", ("SKCM",)))
    table = diff_table(diff(release(old), release(new, version="2")))
    assert [row[6:] for row in table.rows] == [
        ("Disease", "Lung Adenocarcinoma (LUAD)", "Melanoma (SKCM)"),
        ("Level", "A", "B"),
    ]
    assert table.columns[-2:] == ("1", "2")


def test_a_comparison_is_narrowed_by_kind_and_by_text() -> None:
    found = diff(
        release(item("EID1"), item("EID2")), release(item("EID1"), item("EID3", drugs=("Sotorasib",)))
    )
    assert [row[1] for row in diff_table(found, ["Removed"]).rows] == ["EID2"]
    assert [row[1] for row in diff_table(found, (), "SOTO").rows] == ["EID3"]


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from("AB")), max_size=12), st.data())
def test_a_comparison_without_a_filter_has_every_line_that_is_counted(
    before: list[tuple[int, str]], data: st.DataObject
) -> None:
    after = data.draw(st.lists(st.tuples(st.integers(0, 9), st.sampled_from("AB")), max_size=12))
    old, new = (
        tuple(item(f"EID{number}", level=level) for number, level in dict(rows).items())
        for rows in (before, after)
    )
    found = diff(replace(release(), items=old), replace(release(version="2"), items=new))
    assert len(diff_table(found).rows) == lines_of(found)


def test_a_files_items_are_counted_by_type_and_level() -> None:
    report = report_of(read(item("EID1"), item("EID2", level="B"), item("EID3", level="B")))
    assert report is not None
    table = levels_table(report)
    assert table.columns == ("Type", "Items", "CIViC A", "CIViC B")
    assert table.rows == (("Predictive", 3, 1, 2),)


@pytest.mark.parametrize(
    ("why", "kept", "became"),
    [
        (NOT_UNDERSTOOD, True, "Item kept; this part matches nothing"),
        (NOT_MAPPED, True, "Item kept; its tumour is unknown"),
        ("several drugs, taken as a combination", True, "Item kept, with a remark"),
        ("the row was cut", False, "No item was made"),
    ],
)
def test_a_line_says_what_became_of_its_item(why: str, kept: bool, became: str) -> None:
    (one,) = left_over_table([LeftOver(7, "EID7", "text", why, kept)]).rows
    assert one[:3] == (7, "EID7", became)


def test_a_cited_item_is_told_with_its_release_and_that_releases_date() -> None:
    assert cited_words(CITED).endswith("(EID1, CIViC 2026-05-26, 26 May 2026)")
    assert cited_words(replace(CITED, released_on=None)).endswith("(EID1, CIViC 2026-05-26)")
