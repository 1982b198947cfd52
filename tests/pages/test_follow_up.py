"""The physician's lists, her answer, the uptake, the record of acts and the users, as people meet them."""

from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.journal import new_id
from data.record.answers import record_answer
from domain.answers import Answer
from domain.codes import Decision
from tests.builders import TODAY, Board, actor, recommend_off_label, supporting
from tests.drift import NEWER
from tests.pages.conftest import OpenPage
from tests.releases import CITED, item, load

FOLLOWED = Answer(Decision.FOLLOWED, None, TODAY, "Nora North")


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def field(app: AppTest, kind: str, label: str) -> Any:
    fields: list[Any] = list(app.get(kind))
    return next(one for one in fields if one.label == label)


def register(app: AppTest, user_id: str, name: str) -> AppTest:
    """Fill in the form that registers a user, and press its button."""
    for part, text in (("user_id", user_id), ("name", name)):
        next(one for one in app.text_input if str(one.key).startswith(f"register_{part}-")).set_value(
            text
        ).run()
    return press(app, "Register user")


def decide(app: AppTest, code: str) -> AppTest:
    app.segmented_control[0].set_value(code).run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    return "\n".join(str(text.value) for text in (*app.text, *app.caption, *app.header, *app.subheader))


def answering(open_page: OpenPage, user: str, recommendation: str) -> AppTest:
    """The answer page about a recommendation; its address is set once the page is open."""
    app = open_page(user, "answer")
    app.query_params["recommendation"] = recommendation
    app.run()
    assert not app.exception
    return app


def last_act(board: Board) -> tuple[str, str, str | None]:
    *_, event = board.store.journal.events()
    return event.verb, event.actor_id, event.on_behalf_of


def test_an_oncologist_sees_first_what_waits_for_her(open_page: OpenPage) -> None:
    app = open_page("oncologist-north", "patients")
    assert app.header[0].value == "Waiting for your answer"
    assert "2 shown of 2" in app.caption[2].value.replace("\\", "")
    assert "Waiting since 12 days" in words(app)
    assert "Southern hospital" not in words(app)


def test_the_coordinator_narrows_the_patients_to_those_without_a_profile(open_page: OpenPage) -> None:
    app = open_page("coordinator", "patients")
    assert app.title[0].value == "Patients"
    assert "No profile yet: 1. Profile failed: 0." in words(app).replace("\\", "")
    assert "2 shown of 2 patients" in words(app).replace("\\", "")
    field(app, "selectbox", "Profile").select("no_profile").run()
    assert not app.exception
    assert "1 shown of 1 patient, the oldest case first" in words(app).replace("\\", "")
    assert "no profile yet" in words(app)
    field(app, "selectbox", "Profile").select("failed").run()
    assert "Nobody is here with this: profile failed." in app.info[0].value.replace("\\", "")


def test_a_laboratory_is_not_led_to_an_answer(open_page: OpenPage) -> None:
    app = open_page("laboratory-a", "patients")
    assert "Waiting since 12 days" in words(app)
    assert not [link for link in app.get("page_link") if link.proto.label == "Answer"]


def test_a_search_that_finds_nobody_says_what_to_do(open_page: OpenPage) -> None:
    app = open_page("oncologist-north", "patients")
    app.text_input[0].set_value("P-002").run()
    assert "Try fewer characters" in app.info[0].value
    app.text_input[0].set_value("p-001").run()
    assert "2 recommendations wait for an answer" in words(app)


def test_she_reads_on_what_the_advice_rests_and_what_changed_since_before_she_answers(
    board: Board, open_page: OpenPage
) -> None:
    load(board.store)
    rests_on = (supporting(board.profile_id, 1),)
    advised = recommend_off_label(board.store, board.north.case_id, evidence=(CITED,), supporting=rests_on)
    told = words(answering(open_page, "oncologist-north", advised)).replace("\\", "")
    assert f"{CITED.words} (EID1, CIViC 2026-05-26, 26 May 2026)" in told
    assert "changed since" not in told
    load(board.store, item(level="B"), **NEWER)
    told = words(answering(open_page, "oncologist-north", advised)).replace("\\", "")
    assert "Evidence changed since (CIViC 2026-06-26): EID1: level CIViC A to CIViC B." in told


def test_an_answer_takes_two_presses_and_is_in_the_journal(board: Board, open_page: OpenPage) -> None:
    app = answering(open_page, "oncologist-north", board.recommendation_ids[0])
    press(decide(app, "followed"), "Record answer")
    assert app.success[0].value.startswith("The answer is recorded")
    assert last_act(board) == ("answer_recorded", "oncologist-north", None)
    assert "Decided by Nora North" in words(app)
    assert not [button for button in app.button if button.label == "Record answer"]


def test_nothing_is_recorded_without_a_decision_or_without_the_reason_of_a_decline(
    board: Board, open_page: OpenPage
) -> None:
    before = board.store.sequence
    app = answering(open_page, "oncologist-north", board.recommendation_ids[0])
    press(app, "Record answer")
    assert "needs its decision" in app.error[0].value
    press(decide(app, "declined"), "Record answer")
    assert "needs a reason" in app.error[0].value
    assert board.store.sequence == before


def test_a_decline_is_recorded_with_its_reasons(board: Board, open_page: OpenPage) -> None:
    app = decide(answering(open_page, "oncologist-north", board.recommendation_ids[0]), "declined")
    app.selectbox[0].set_value("deterioration").run()
    app.multiselect[0].set_value(["late_result"]).run()
    press(app, "Record answer")
    assert "Primary reason: Condition worsened, unfit for therapy." in words(app)
    assert "Contributing: Result or advice came too late." in words(app)


def test_a_decision_in_the_future_is_refused_in_words_and_not_recorded_as_today(
    board: Board, open_page: OpenPage
) -> None:
    before = board.store.sequence
    app = decide(answering(open_page, "oncologist-north", board.recommendation_ids[0]), "followed")
    field(app, "date_input", "Decided on").set_value(TODAY + timedelta(days=30)).run()
    press(app, "Record answer")
    assert "lies in the future" in app.error[0].value
    assert "what you typed is kept" in app.error[0].value
    assert field(app, "date_input", "Decided on").value == TODAY + timedelta(days=30)
    assert board.store.sequence == before


def test_the_answer_after_a_deferral_knows_when_the_physician_was_informed(
    board: Board, open_page: OpenPage
) -> None:
    rid, informed = board.recommendation_ids[0], TODAY - timedelta(days=2)
    deferred = Answer(Decision.DEFERRED, informed, informed, "Nora North", "pending")
    record_answer(board.store, actor("oncologist-north"), (rid, deferred), 1, new_id())
    app = answering(open_page, "oncologist-north", rid)
    assert field(app, "date_input", "Physician informed on").value == informed


def test_a_laboratory_and_an_oncologist_read_whose_patients_are_counted(open_page: OpenPage) -> None:
    assert "patients profiled by your laboratory" in words(open_page("laboratory-a", "uptake"))
    assert "your centre, all kinds" in words(open_page("oncologist-north", "uptake"))
    assert "all centres, all kinds" in words(open_page("analyst", "uptake"))


def test_a_coordinator_has_to_name_the_physician(board: Board, open_page: OpenPage) -> None:
    app = answering(open_page, "coordinator", board.recommendation_ids[0])
    press(decide(app, "followed"), "Record answer")
    assert "needs the physician" in app.error[0].value
    app.text_input[0].set_value("Dr N. North").run()
    press(app, "Record answer")
    assert last_act(board) == ("answer_recorded", "coordinator", "Dr N. North")
    assert "for Dr N. North" in words(app)


def test_an_answer_is_corrected_with_a_reason_and_the_earlier_one_stays(
    board: Board, open_page: OpenPage
) -> None:
    rid = board.recommendation_ids[0]
    record_answer(board.store, actor("oncologist-north"), (rid, FOLLOWED), 1, new_id())
    app = answering(open_page, "oncologist-north", rid)
    press(decide(app, "deferred"), "Record correction")
    assert "needs its reason" in app.error[0].value
    field(app, "text_input", "Why it is corrected").set_value("Approval is still due.").run()
    press(app, "Record correction")
    assert last_act(board)[0] == "answer_corrected"
    assert "Corrected because: Approval is still due." in words(app)
    assert "Followed" in [one.value for one in app.subheader]


def test_a_form_that_went_stale_is_refused_and_its_text_kept(board: Board, open_page: OpenPage) -> None:
    rid = board.recommendation_ids[0]
    app = decide(answering(open_page, "oncologist-north", rid), "declined")
    app.selectbox[0].set_value("death").run()
    record_answer(board.store, actor("coordinator"), (rid, FOLLOWED), 1, new_id())
    press(app, "Record answer")
    assert "your text is kept" in app.error[0].value or "Correct that answer" in app.error[0].value
    assert last_act(board)[1] == "coordinator"
    assert field(app, "selectbox", "Primary reason").value == "death"
    assert [button.label for button in app.button if button.label.startswith("Record")] == [
        "Record correction",
        "Record best response",
    ]


@pytest.mark.parametrize("user", ["oncologist-south"])
def test_the_recommendation_of_another_centre_does_not_exist(
    board: Board, open_page: OpenPage, user: str
) -> None:
    foreign = answering(open_page, user, board.recommendation_ids[0])
    unknown = answering(open_page, user, "nothing")
    assert [w.value for w in foreign.warning] == [w.value for w in unknown.warning]
    assert len(foreign.warning) == 1
    assert "P-001" not in words(foreign)


@pytest.mark.parametrize("user", ["coordinator", "analyst", "oncologist-south", "laboratory-a", "member"])
def test_the_uptake_shows_every_count_with_its_denominator(open_page: OpenPage, user: str) -> None:
    app = open_page(user, "uptake")
    assert len(app.dataframe) == 5
    told = words(app)
    assert "Left out" in told
    assert "P-001" not in told


def test_the_uptake_is_narrowed_by_centre(open_page: OpenPage) -> None:
    app = open_page("analyst", "uptake")
    assert "0 of 2 (0.0 %) of recommended therapies" in words(app)
    app.selectbox[0].set_value("south").run()
    assert not app.exception
    assert "0 of 0 of recommended therapies" in words(app)
    assert "Southern hospital" in words(app)


def test_the_record_of_acts_is_verified_when_it_is_asked_for(board: Board, open_page: OpenPage) -> None:
    app = open_page("administrator", "audit")
    assert not app.success
    press(app, "Verify the chain")
    assert f"The chain of {board.store.sequence} acts holds" in app.success[0].value.replace("\\", "")
    assert "Recommended" in app.dataframe[0].value["Act"].tolist()


def test_the_record_of_acts_is_narrowed(open_page: OpenPage) -> None:
    app = open_page("administrator", "audit")
    field(app, "selectbox", "Act").set_value("case_opened").run()
    assert app.dataframe[0].value["Act"].tolist() == ["Opened a case", "Opened a case"]


def test_a_user_is_registered_and_given_a_role(board: Board, open_page: OpenPage) -> None:
    app = open_page("administrator", "users")
    register(app, "nina", "Nina New")
    field(app, "selectbox", "User").set_value("nina").run()
    field(app, "selectbox", "Role to give").set_value("oncologist").run()
    press(app, "Give role")
    assert "needs the centre" in app.error[0].value
    field(app, "selectbox", "Centre").set_value("south").run()
    press(app, "Give role")
    assert last_act(board)[0] == "role_granted"
    assert "Oncologist, Southern hospital" in app.dataframe[0].value["Roles"].tolist()[-2:]


def test_the_last_administrator_keeps_the_role(board: Board, open_page: OpenPage) -> None:
    before = board.store.sequence
    app = open_page("administrator", "users")
    field(app, "selectbox", "User").set_value("administrator").run()
    field(app, "selectbox", "Role to take away").set_value("0").run()
    press(app, "Take role away")
    assert "last administrator" in app.error[0].value
    assert board.store.sequence == before


def test_a_user_who_is_there_already_is_not_registered_again(open_page: OpenPage) -> None:
    app = open_page("administrator", "users")
    register(app, "chair", "Somebody")
    assert "There is a user chair already" in app.error[0].value.replace("\\", "")
