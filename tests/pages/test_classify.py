"""Class and tier side by side, what was said before, and taking it over without recording it."""

from typing import Any

from streamlit.testing.v1 import AppTest

from components.text import md
from domain.cases import Tumour
from domain.classifications import Classification
from tests.builders import Board, accept_run, open_case
from tests.data.read.test_classified_before import braf, classify
from tests.pages.test_acts import choose, page_of_a_case, recorded
from tests.pages.test_meeting import elements, field, press, texts

BEFORE = Classification("amp_asco_cap", "II-C", "Word of another day")


def said_before(board: Board) -> None:
    """Another patient with the same change in the same tumour type, classified by the board."""
    opened = open_case(board.store, "P-300", tumour=Tumour("LUAD"))
    theirs = braf(board, accept_run(board.store, opened, calls=1))
    classify(board.store, "chair", theirs, BEFORE)
    classify(board.store, "chair", theirs, Classification("oncogenicity", "oncogenic"))


def form_of(board: Board) -> AppTest:
    return choose(page_of_a_case("chair", board.north.case_id, (braf(board),)), "Classify")


def take_over(app: AppTest, place: int) -> None:
    [button for button in elements(app, "button") if button.label == "Take over"][place].click().run()
    assert not app.exception


def of_this_finding(board: Board) -> list[dict[str, Any]]:
    return [said for said in recorded(board, "finding_classified") if said["profile_id"] == board.profile_id]


def test_class_and_tier_are_recorded_as_two_acts_with_one_comment(board: Board) -> None:
    app = form_of(board)
    field(app, "selectbox", "Biological class").select("oncogenicity|oncogenic").run()
    field(app, "selectbox", "Scheme").select("escat").run()
    field(app, "selectbox", "Level").select_index(0).run()
    press(app, "Classify finding")
    said = of_this_finding(board)
    assert [(one["scheme"], one["level"]) for one in said] == [
        ("oncogenicity", "oncogenic"),
        ("escat", "I-A"),
    ]
    assert "2 in force of 2" in "".join(str(e.label) for e in app.expander)


def test_one_of_the_two_is_enough_and_neither_is_refused(board: Board) -> None:
    app = form_of(board)
    press(app, "Classify finding")
    assert "A classification needs its scheme and its level." in texts(app)
    field(app, "selectbox", "Biological class").select("compermed_biological|benign").run()
    press(app, "Classify finding")
    assert [one["level"] for one in of_this_finding(board)] == ["benign"]


def test_what_was_said_before_is_offered_and_taken_over_without_being_recorded(board: Board) -> None:
    said_before(board)
    app = form_of(board)
    assert md("Same change, same tumour type (Lung Adenocarcinoma), another patient") in "".join(
        str(e.value) for e in app.caption
    )
    assert "Word of another day" in texts(app)
    for place in (0, 1):
        take_over(app, place)
    assert field(app, "selectbox", "Biological class").value == "oncogenicity|oncogenic"
    assert field(app, "selectbox", "Scheme").value == "amp_asco_cap"
    assert field(app, "selectbox", "Level").value == "II-C"
    assert of_this_finding(board) == []
    press(app, "Classify finding")
    assert {(one["level"], one["comment"]) for one in of_this_finding(board)} == {
        ("oncogenic", None), ("II-C", None),
    }  # fmt: skip


def test_every_earlier_word_can_be_read_and_taken_over_also_those_beyond_the_first_five(board: Board) -> None:
    levels = ("I-A", "I-B", "II-A", "II-B", "III-A", "III-B")
    for number, level in enumerate(levels):
        opened = open_case(board.store, f"P-30{number}", tumour=Tumour("LUAD"))
        theirs = braf(board, accept_run(board.store, opened, calls=1))
        classify(board.store, "chair", theirs, Classification("escat", level))
    app = form_of(board)
    assert md("5 shown of 6") in "".join(str(e.value) for e in app.caption)
    assert md("1 more, said before") in "".join(str(e.label) for e in app.expander)
    taken = []
    for place in range(len(levels)):
        take_over(app, place)
        taken.append(field(app, "selectbox", "Level").value)
    assert {*taken} == {*levels}


def test_where_nothing_was_said_before_the_form_says_so(board: Board) -> None:
    assert "nothing was said before in this tumour type" in "".join(
        str(e.value) for e in form_of(board).caption
    )
