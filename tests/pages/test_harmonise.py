"""Harmonise: who is offered it, what it shows, and what it says where there is nothing to compare."""

from datetime import date

import pytest

from components.harmonise_figure import has_points, kappa_figure
from components.harmonise_tables import AsItStood, VoicePair, numbers_table
from data.journal import new_id
from data.record import findings
from domain.classifications import Classification, SaidBy
from domain.harmonise import CohortWord, SameTumourBy, Voice, compare
from endpoints.agreement import RatedPair, agreement, half_years
from pages.cohort.agreeing import last_words
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
    assert list(first["First says"]) == ["Likely pathogenic"]
    assert list(first["Second says"]) == ["Uncertain significance"]
    told = app.dataframe[1].value
    assert list(told["Same level, of findings both spoke of"]) == ["2 of 3"]
    assert told["Cohen's kappa"][0].startswith("0.50 (95 % CI")
    assert "1 of 3 differ by the last word of each, which agreement counts." in texts(app)


def said(by: SaidBy, level: str, patient: str, on: int) -> CohortWord:
    """A word of 2026 on one finding in one kind of tumour."""
    return CohortWord(
        Voice(by, by.value), "escat", level, False, "key", "KRAS", "KRAS p.(Gly12Cys)", "LUAD",
        "Non-Small Cell Lung Cancer", patient, date(2026, 1, on),
    )  # fmt: skip


def test_why_fewer_differ_by_their_last_word_than_are_listed_is_told() -> None:
    board = said(SaidBy.BOARD, "I-A", "first", 1)
    changed = [said(SaidBy.LABORATORY, "II-A", "first", 1), said(SaidBy.LABORATORY, "I-A", "second", 2)]
    alike = compare([board, *changed], SameTumourBy.TYPE).comparisons
    assert [one.differs for one in alike] == [True]
    assert "0 of 1 differ by the last word of each, which agreement counts" in last_words(alike)
    assert "1 ends on the same word, of another level in another patient before" in last_words(alike)
    undecided = compare([board, *changed[:1], said(SaidBy.LABORATORY, "I-A", "second", 1)], SameTumourBy.TYPE)
    assert "0 of 0 differ" in last_words(undecided.comparisons)
    assert "1 with several levels on a last day is left out" in last_words(undecided.comparisons)


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


def pair_of(name: str, *pairs: int) -> VoicePair:
    """Two voices with so many pairs on 30 June and 31 December of 2025 and so on, half of them alike."""
    halves = half_years(date(2025, 6, 30), date(2030, 1, 1))
    levels = ("I-A", "I-B")
    stood = []
    for half, count in zip(halves, pairs, strict=False):
        rated = [RatedPair(levels[n % 2], levels[n // 2 % 2]) for n in range(count)]
        stood.append(AsItStood(half, half.last_day, agreement(rated, levels, True)))
    return VoicePair("ESCAT", name, "Board", stood[-1].found, tuple(stood))


def test_the_figure_names_the_pairs_of_every_point_and_leaves_out_what_cannot_be_told() -> None:
    figure = kappa_figure("ESCAT", [pair_of("A", 1, 8, 12), pair_of("B", 0, 4, 4)], weighted=False)
    told = [[text.strip() for text in trace.text] for trace in figure.data]
    assert told == [["8", "12"], ["4", "4"]]
    assert figure.data[0].name == "A and Board, n = 12 on 30 Jun 2026"
    assert "beside each point its number of pairs" in figure.layout.title.text
    assert list(figure.layout.xaxis.ticktext) == ["30 Jun 2025", "31 Dec 2025", "30 Jun 2026"]
    assert not has_points(pair_of("C", 0, 1, 1), weighted=False)


def test_the_file_holds_kappa_interval_and_pairs_as_plain_numbers() -> None:
    table = numbers_table([pair_of("A", 1, 8)])
    first, second = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    assert (first["Pairs"], first["Kappa"], first["Weighted kappa, 95 % from"]) == (1, None, None)
    assert (second["As it stood on"], second["Pairs"], second["Same level"]) == (date(2025, 12, 31), 8, 4)
    assert second["Kappa"] == pytest.approx(0)
    low, high, error = (second[f"Kappa, {part}"] for part in ("95 % from", "95 % to", "standard error"))
    assert isinstance(error, float)
    assert low == pytest.approx(-1.959964 * error)
    assert high == pytest.approx(1.959964 * error)
