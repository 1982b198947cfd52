"""The best response under an answered recommendation, as the physician and the coordinator record it."""

from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.journal import new_id
from data.record.answers import record_answer, record_answer_correction
from data.record.responses import record_response
from domain.answers import Answer, AnswerCorrection
from domain.codes import Decision
from domain.responses import BestResponse, ResponseCriteria, ResponseValue
from tests.builders import TODAY, Board, actor
from tests.pages.conftest import OpenPage

DECIDED = TODAY - timedelta(days=10)
DAY = TODAY - timedelta(days=3)
NORTH = "oncologist-north"


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def field(app: AppTest, kind: str, label: str) -> Any:
    return next(one for one in app.get(kind) if getattr(one, "label", None) == label)


def labels(app: AppTest, kind: str) -> list[str]:
    return [str(getattr(one, "label", "")) for one in app.get(kind)]


def words(app: AppTest) -> str:
    told = "\n".join(str(text.value) for text in (*app.text, *app.caption, *app.header, *app.subheader))
    return told.replace("\\", "")


def answering(open_page: OpenPage, user: str, recommendation: str) -> AppTest:
    app = open_page(user, "answer")
    app.query_params["recommendation"] = recommendation
    app.run()
    assert not app.exception
    return app


@pytest.fixture
def followed(board: Board) -> str:
    rid = board.recommendation_ids[0]
    value = (rid, Answer(Decision.FOLLOWED, None, DECIDED, "Nora North"))
    record_answer(board.store, actor(NORTH), value, 1, new_id())
    return rid


def respond(board: Board, rid: str, value: ResponseValue = ResponseValue.SD, version: int = 0) -> None:
    seen = BestResponse(value, ResponseCriteria.RECIST, DAY, "Nora North")
    record_response(board.store, actor(NORTH), (rid, seen), version, new_id())


def fill(app: AppTest, criteria: str, value: str, day: Any = DAY) -> AppTest:
    field(app, "selectbox", "Criteria").select(criteria).run()
    field(app, "selectbox", "Best response").select(value).run()
    field(app, "date_input", "Assessed on").set_value(day).run()
    assert not app.exception
    return app


def test_nothing_of_a_response_stands_where_nothing_was_answered(board: Board, open_page: OpenPage) -> None:
    app = answering(open_page, NORTH, board.recommendation_ids[0])
    assert "Best response" not in [one.value for one in app.header]
    assert "Record best response" not in labels(app, "button")


def test_a_physician_records_what_she_saw_under_the_advice_that_she_followed(
    board: Board, open_page: OpenPage, followed: str
) -> None:
    app = answering(open_page, NORTH, followed)
    assert "None was recorded yet." in words(app)
    press(fill(app, "recist_1_1", "pr"), "Record best response")
    assert app.success[0].value.startswith("The best response is recorded")
    told = words(app)
    assert f"Partial response (PR) on {DAY.day} {DAY:%b %Y}, RECIST 1.1" in told
    assert "Judged by Nora North. Recorded by Nora North" in told
    *_, event = board.store.journal.events()
    assert (event.verb, event.on_behalf_of) == ("response_recorded", None)


def test_only_values_of_the_chosen_criteria_are_offered(open_page: OpenPage, followed: str) -> None:
    app = answering(open_page, NORTH, followed)
    assert "Best response" not in labels(app, "selectbox")
    field(app, "selectbox", "Criteria").select("lugano").run()
    assert field(app, "selectbox", "Best response").options == [
        "CR: complete response", "PR: partial response", "SD: stable disease", "PD: progressive disease",
        "Not evaluable",
    ]  # fmt: skip
    field(app, "selectbox", "Criteria").select("rano").run()
    assert "MR: minor response" in field(app, "selectbox", "Best response").options


def test_what_is_missing_is_named_and_what_was_chosen_is_kept(open_page: OpenPage, followed: str) -> None:
    app = answering(open_page, NORTH, followed)
    field(app, "selectbox", "Criteria").select("recist_1_1").run()
    press(app, "Record best response")
    assert "needs its value and the day" in app.error[0].value
    assert field(app, "selectbox", "Criteria").value == "recist_1_1"


def test_a_coordinator_names_the_physician_who_judged(
    board: Board, open_page: OpenPage, followed: str
) -> None:
    app = fill(answering(open_page, "coordinator", followed), "recist_1_1", "sd")
    press(app, "Record best response")
    assert "name her" in app.error[0].value
    field(app, "text_input", "Judged by (the treating physician)").set_value("Dr N. North").run()
    press(app, "Record best response")
    *_, event = board.store.journal.events()
    assert (event.actor_id, event.on_behalf_of) == ("coordinator", "Dr N. North")


def test_a_later_assessment_counts_and_a_worse_one_is_refused_with_its_text_kept(
    board: Board, open_page: OpenPage, followed: str
) -> None:
    respond(board, followed)
    app = answering(open_page, NORTH, followed)
    assert "Record a later assessment" in labels(app, "expander")
    first = next(one for one in app.selectbox if str(one.key).startswith("best_response_criteria"))
    first.select("recist_1_1").run()
    value = next(one for one in app.selectbox if str(one.key).startswith("best_response_value"))
    value.select("pd").run()
    day = next(one for one in app.date_input if str(one.key).startswith("best_response_assessed_on"))
    day.set_value(TODAY).run()
    press(app, "Record best response")
    assert "The best response stays SD" in app.error[0].value
    value = next(one for one in app.selectbox if str(one.key).startswith("best_response_value"))
    assert value.value == "pd"
    value.select("pr").run()
    press(app, "Record best response")
    assert "Partial response (PR)" in words(app)
    assert "Earlier in the record (1)" in [label.replace("\\", "") for label in labels(app, "expander")]


def test_a_response_is_corrected_and_taken_back_with_reasons(
    board: Board, open_page: OpenPage, followed: str
) -> None:
    respond(board, followed)
    app = answering(open_page, NORTH, followed)
    press(app, "Record corrected response")
    assert "A correction needs its reason" in app.error[0].value
    field(app, "text_input", "Why the response is corrected").set_value("Confirmed since.").run()
    press(app, "Record corrected response")
    assert "Corrected because: Confirmed since." in words(app)
    field(app, "text_input", "Why it is taken back").set_value("Of another patient.").run()
    press(app, "Take back")
    assert "None stands: what was recorded was taken back." in words(app)
    assert "Taken back because: Of another patient." in words(app)


def test_an_answer_corrected_to_not_followed_says_that_the_response_does_not_count_any_more(
    board: Board, open_page: OpenPage, followed: str
) -> None:
    respond(board, followed)
    wrong = Answer(Decision.DECLINED, None, DECIDED, "Nora North", "responding")
    value = (followed, AnswerCorrection(wrong, "Misheard."))
    record_answer_correction(board.store, actor(NORTH), value, 2, new_id())
    app = answering(open_page, NORTH, followed)
    assert "It does not count any more: the answer was corrected" in words(app)
    assert "Record best response" not in labels(app, "button")
    assert "Take best response back" in labels(app, "expander")
