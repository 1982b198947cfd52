"""What changed under advice, as the board and the oncologist meet it."""

from dataclasses import dataclass, replace

import pytest

from components.csv_file import csv_bytes
from components.drift_words import Narrowed, changes_table, marks, narrowed_rows
from data.read.drift import changed
from data.store import Store
from domain.drift.changes import DriftKind
from domain.findings import Findings
from tests.builders import Board, actor, recommend_off_label, small_variant, supporting
from tests.drift import NEWER, again
from tests.pages.conftest import OpenPage
from tests.pages.test_meeting import press, texts
from tests.releases import CITED, item, load

PAGE = "changed"
MARK = "Evidence changed since (CIViC 2026-06-26): EID1: level CIViC A to CIViC B."


@dataclass(frozen=True, slots=True)
class Touched:
    """Advice of the northern case whose cited item is of a lower level now."""

    store: Store
    case_id: str
    recommendation_id: str


@pytest.fixture
def touched(board: Board) -> Touched:
    load(board.store)
    advised = recommend_off_label(
        board.store, board.north.case_id, evidence=(CITED,), supporting=(supporting(board.profile_id, 1),)
    )
    load(board.store, item(level="B"), **NEWER)
    return Touched(board.store, board.north.case_id, advised)


def test_an_empty_worklist_says_what_would_stand_there(board: Board, open_page: OpenPage) -> None:
    told = texts(open_page("chair", PAGE))
    assert "Nothing has changed under the advice in force: 2 recommendations of a drug or a trial" in told
    assert "a trial's status, a new classification, a re-analysis or a single test that was withdrawn" in told


def test_the_old_and_the_new_stand_side_by_side(touched: Touched, open_page: OpenPage) -> None:
    told = texts(open_page("chair", PAGE))
    for words in (
        "1 shown of 1 recommendation with changes", "Weaker", CITED.words, "CIViC 2026-05-26, 26 May 2026",
        "CIViC B", "CIViC 2026-06-26, 26 Jun 2026", "Off-label use: dabrafenib + trametinib",
    ):  # fmt: skip
        assert words in told.replace("\\", ""), words


@pytest.mark.parametrize("user", ["chair", "oncologist-north"])
def test_what_a_re_analysis_no_longer_has_stands_on_the_list_and_on_the_case(
    board: Board, open_page: OpenPage, user: str
) -> None:
    again(board.store, board.north, Findings(small_variants=(small_variant(2),)))
    told = texts(open_page(user, PAGE)).replace("\\", "")
    for words in ("No longer found", "Assessed and not found", "Re-analysis, TSO500, sample P-001-DNA"):
        assert words in told, words
    on_case = texts(open_page(user, "case", case=board.north.case_id)).replace("\\", "")
    assert "Analysed again since: BRAF p.(Val600Glu): no longer found in the re-analysis of" in on_case


def test_the_chair_says_that_it_was_seen_and_it_leaves_the_list(
    touched: Touched, open_page: OpenPage
) -> None:
    touched.store.desk.save_draft(
        "chair", f"drift_seen:{touched.recommendation_id}", {"comment": "Known at the time."}
    )
    app = press(open_page("chair", PAGE), "Record as seen")
    told = texts(app)
    assert "Recorded as seen" in told
    assert "Nothing has changed under the advice in force" in told
    history = app.dataframe[0].value
    assert history["Comment"].tolist() == ["Known at the time."]
    assert history["Seen by"].tolist() == ["Chris Chair"]


def test_without_a_reason_nothing_is_recorded(touched: Touched, open_page: OpenPage) -> None:
    told = texts(press(open_page("member", PAGE), "Record as seen"))
    assert "Say why the recommendation stands" in told
    assert len(changed(touched.store, actor("chair")).rows) == 1


@pytest.mark.parametrize("user", ["oncologist-north", "laboratory-a"])
def test_who_may_not_say_so_reads_without_a_form(touched: Touched, open_page: OpenPage, user: str) -> None:
    app = open_page(user, PAGE)
    assert "Weaker" in texts(app)
    assert [one.label for one in app.button if one.label == "Record as seen"] == []


def test_another_centre_sees_nothing_of_it(touched: Touched, open_page: OpenPage) -> None:
    told = texts(open_page("oncologist-south", PAGE))
    assert "0 recommendations of a drug or a trial compared" in told
    assert "P-001" not in told


@pytest.mark.parametrize("user", ["chair", "oncologist-north"])
def test_the_case_marks_the_recommendation(touched: Touched, open_page: OpenPage, user: str) -> None:
    told = texts(open_page(user, "case", case=touched.case_id)).replace("\\", "")
    assert told.count(MARK) == 1


def test_the_list_is_narrowed_by_kind_and_centre_and_taken_as_a_file(touched: Touched) -> None:
    found = changed(touched.store, actor("chair"))
    assert marks(found.rows)[touched.recommendation_id].endswith(MARK)
    rows = narrowed_rows(found.rows, Narrowed(DriftKind.EVIDENCE, "Northern hospital"))
    assert rows == found.rows
    assert narrowed_rows(found.rows, Narrowed(DriftKind.TRIAL)) == ()
    assert narrowed_rows(found.rows, Narrowed(centre="Southern hospital")) == ()
    # A part of a release's name that a spreadsheet would run as a formula is made harmless.
    spoilt = replace(found.rows[0], advice="=1+1")
    file = csv_bytes([changes_table((spoilt,))], synthetic=True).decode("utf-8-sig")
    assert "'=1+1" in file and "CIViC 2026-06-26" in file and "synthetic" in file
