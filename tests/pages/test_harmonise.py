"""Harmonise: who is offered it, what it shows, and what it says where there is nothing to compare."""

import pytest

from data.journal import new_id
from data.record import findings
from domain.classifications import Classification
from session.pages import offered
from tests.builders import Board, actor
from tests.pages.conftest import OpenPage
from tests.pages.test_meeting import field, texts


def classify(board: Board, user: str, number: int, scheme: str, level: str) -> None:
    finding_id = f"{board.profile_id}.{number}"
    version = board.store.journal.version_of(finding_id)
    value = (finding_id, Classification(scheme, level))
    findings.record_classification(board.store, actor(user), value, version, new_id())


@pytest.fixture
def differing(board: Board) -> Board:
    """Laboratory A and the board on three findings; they differ on one."""
    for number, level in ((5, "pathogenic"), (6, "uncertain"), (7, "uncertain")):
        classify(board, "chair", number, "compermed_biological", level)
        mine = "likely_pathogenic" if number == 7 else level
        classify(board, "laboratory-a", number, "compermed_biological", mine)
    return board


def test_where_voices_differ_is_listed_and_kappa_is_told(differing: Board, open_page: OpenPage) -> None:
    app = open_page("chair", "harmonise")
    assert "3 pairs of voices on the same finding and tumour, 1 of 3 not of one word." in texts(app)
    first = app.dataframe[0].value
    assert list(first["It says"]) == ["Likely pathogenic"]
    assert list(first["It says "]) == ["Uncertain significance"]
    told = app.dataframe[1].value
    assert list(told["Same level, of findings both spoke of"]) == ["2 of 3"]
    assert told["Cohen's kappa"][0].startswith("0.50 (95 % CI")


def test_it_is_narrowed_to_a_gene_that_nobody_differs_on(differing: Board, open_page: OpenPage) -> None:
    app = open_page("chair", "harmonise")
    field(app, "text_input", "Gene or change").set_value("BRAF").run()
    assert "Nowhere: all who spoke of the same finding" in texts(app)


def test_where_nothing_can_be_compared_it_says_so(board: Board, open_page: OpenPage) -> None:
    assert "No two voices have spoken" in texts(open_page("chair", "harmonise"))


def test_the_laboratory_is_told_whose_words_it_sees(differing: Board, open_page: OpenPage) -> None:
    app = open_page("laboratory-a", "harmonise")
    assert "all other laboratories together" in texts(app)
    assert list(app.dataframe[0].value["First"]) == ["Laboratory A"]


@pytest.mark.parametrize(
    ("user", "may"),
    [
        ("coordinator", True), ("chair", True), ("member", True), ("laboratory-a", True), ("analyst", True),
        ("oncologist-north", False), ("administrator", False),
    ],
)  # fmt: skip
def test_each_role_is_offered_it_or_not(user: str, may: bool) -> None:
    assert ("harmonise" in {page.address for page in offered(actor(user))}) is may
