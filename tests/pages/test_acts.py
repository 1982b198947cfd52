"""The board's acts on a case: who is offered which, what is recorded, what is refused."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import Board
from tests.pages.conftest import OpenPage
from tests.pages.test_meeting import elements, field, press, texts

ACTS = [
    "Recommend", "Classify", "Mark reported", "Correct", "Withdraw", "Order", "Conclude", "Discussed",
]  # fmt: skip


def page_of_a_case(user: str, case_id: str, selected: tuple[str, ...] = ()) -> AppTest:
    """The acts below a case in whose table these findings are selected."""

    def script(case_id: str, selected: tuple[str, ...]) -> None:
        from types import SimpleNamespace

        import session
        from components.said import said
        from pages.meeting.acts import acts
        from session.here import said as to_say

        here = session.current()
        said(to_say())
        acts(here, SimpleNamespace(case_id=case_id), selected)

    app = AppTest.from_function(script, default_timeout=30, kwargs={"case_id": case_id, "selected": selected})
    app.user = {"id": user}
    app.run()
    assert not app.exception
    return app


def choose(app: AppTest, option: str, which: int = 0) -> AppTest:
    elements(app, "button_group")[which].set_value(option).run()
    assert not app.exception
    return app


def draft(board: Board, form: str, subject: str, **fields: Any) -> None:
    board.store.desk.save_draft("chair", f"{form}:{subject}", fields)


def recorded(board: Board, verb: str) -> list[dict[str, Any]]:
    return [dict(e.payload or {}) for e in board.store.journal.events() if e.verb == verb]


@pytest.mark.parametrize(
    ("user", "offered"),
    [
        ("chair", ACTS),
        ("member", ["Classify", "Mark reported"]),
        ("laboratory-a", ["Classify", "Mark reported", "Withdraw a single test"]),
        ("oncologist-north", []),
        ("coordinator", ["Correct patient, tumour or specimen", "Withdraw a single test"]),
    ],
)
def test_each_role_is_offered_what_it_may_do(board: Board, user: str, offered: list[str]) -> None:
    groups = elements(page_of_a_case(user, board.north.case_id), "button_group")
    assert [option for group in groups for option in group.options] == offered


def test_a_case_out_of_reach_offers_no_act(board: Board) -> None:
    app = choose(page_of_a_case("laboratory-b", board.north.case_id), "Classify")
    assert "There is no such case for you." in texts(app)
    assert not app.button


def test_nothing_clinical_is_chosen_for_the_chair(board: Board) -> None:
    app = choose(page_of_a_case("chair", board.north.case_id), "Recommend")
    assert field(app, "selectbox", "Evidence scheme").value is None
    press(app, "Record recommendation")
    assert "Choose the kind of recommendation" in texts(app)


def test_a_recommendation_rests_on_the_findings_selected_in_the_table(board: Board) -> None:
    selected = (f"{board.profile_id}.5", f"{board.profile_id}.3")
    draft(
        board, "recommend", board.north.case_id, kind="off_label", drugs=["Dabrafenib", "NEW-001"],
        scheme="escat", level_escat="II-B", rationale="Two drugs.",
    )  # fmt: skip
    app = choose(page_of_a_case("chair", board.north.case_id, selected), "Recommend")
    press(app, "Record recommendation")
    assert "The recommendation was recorded." in texts(app)
    advice = recorded(board, "recommendation_recorded")[-1]["advice"]
    assert [f["label"] for f in advice["supporting"]] == ["BRAF p.(Val600Glu)", "ERBB2 gain"]
    assert advice["drugs"] == ["Dabrafenib", "NEW-001"]
    assert (advice["evidence_scheme"], advice["evidence_level"]) == ("escat", "II-B")


def test_a_removed_finding_no_longer_supports(board: Board) -> None:
    selected = (f"{board.profile_id}.5", f"{board.profile_id}.3")
    draft(board, "recommend", board.north.case_id, kind="rebiopsy", rationale="Again.")
    app = choose(page_of_a_case("chair", board.north.case_id, selected), "Recommend")
    press(app, "Remove", 0)
    press(app, "Record recommendation")
    advice = recorded(board, "recommendation_recorded")[-1]["advice"]
    assert [f["label"] for f in advice["supporting"]] == ["ERBB2 gain"]


def test_no_therapy_without_a_reason_is_refused_and_the_text_kept(board: Board) -> None:
    draft(board, "recommend", board.north.case_id, kind="no_therapy", rationale="Kept text")
    app = choose(page_of_a_case("chair", board.north.case_id), "Recommend")
    press(app, "Record recommendation")
    assert "A recommendation of no therapy needs its reason." in texts(app)
    assert board.store.desk.draft("chair", f"recommend:{board.north.case_id}")["rationale"] == "Kept text"
    assert len(recorded(board, "recommendation_recorded")) == 2


def test_a_correction_starts_from_the_wording_and_needs_its_reason(board: Board) -> None:
    one = board.recommendation_ids[0]
    app = choose(page_of_a_case("chair", board.north.case_id), "Correct")
    field(app, "selectbox", "Recommendation to correct").select(one).run()
    assert field(app, "multiselect", "Drugs").value == ["dabrafenib", "trametinib"]
    press(app, "Record correction")
    assert "A correction needs its reason." in texts(app)
    field(app, "text_input", "Why is it corrected?").input("The level was read wrongly").run()
    press(app, "Record correction")
    corrected = recorded(board, "recommendation_corrected")[0]
    assert corrected["correction_reason"] == "The level was read wrongly"
    assert [f["label"] for f in corrected["advice"]["supporting"]] == ["BRAF p.(Val600Glu)"]
    assert corrected["advice"]["rationale"] == "BRAF V600E, approved combination."


def test_a_withdrawal_takes_a_recommendation_out_of_force(board: Board) -> None:
    one = board.recommendation_ids[1]
    app = choose(page_of_a_case("chair", board.north.case_id), "Withdraw")
    field(app, "selectbox", "Recommendation to withdraw").select(one).run()
    field(app, "selectbox", "Reason").select("other").run()
    press(app, "Withdraw recommendation")
    assert "needs a comment that says which" in texts(app)
    field(app, "selectbox", "Reason").select("not_eligible").run()
    press(app, "Withdraw recommendation")
    assert [w["withdrawal"]["reason_code"] for w in recorded(board, "recommendation_withdrawn")] == [
        "not_eligible"
    ]


def test_the_whole_order_is_one_act(board: Board) -> None:
    app = choose(page_of_a_case("chair", board.north.case_id), "Order")
    press(app, "Move 2 up")
    assert "Not yet recorded" in texts(app)
    assert recorded(board, "recommendations_ordered") == []
    press(app, "Record order")
    (ordered,) = recorded(board, "recommendations_ordered")
    assert ordered["recommendation_ids"] == list(reversed(board.recommendation_ids))
    assert "Not yet recorded" not in texts(app)


def test_several_findings_are_classified_alike_each_in_its_own_act(board: Board) -> None:
    selected = (f"{board.profile_id}.5", f"{board.profile_id}.6")
    app = choose(page_of_a_case("member", board.north.case_id, selected), "Classify")
    assert field(app, "selectbox", "Scheme").value is None
    for place in (0, 2):
        field(app, "selectbox", "Scheme").select("compermed_clinical").run()
        field(app, "selectbox", "Level").select_index(place).run()
        press(app, "Classify 2 findings")
    said = recorded(board, "finding_classified")
    assert [(s["finding_no"]) for s in said] == [5, 6, 5, 6]
    assert len({s["level"] for s in said}) == 2
    assert "BRAF p.(Val600Glu): the classification was recorded." in texts(app)


def test_findings_are_marked_as_reported_in_one_act(board: Board) -> None:
    selected = (f"{board.profile_id}.5", f"{board.profile_id}.6")
    app = choose(page_of_a_case("laboratory-a", board.north.case_id, selected), "Mark reported")
    press(app, "Record mark")
    assert "Choose whether the findings are reported" in texts(app)
    choose(app, "reported", 1)
    press(app, "Record mark")
    (mark,) = recorded(board, "findings_marked")
    assert (mark["finding_nos"], mark["reported"]) == ([5, 6], True)
    assert "(reported, not classified)" in texts(app)


def test_not_actionable_needs_its_reason(board: Board) -> None:
    app = choose(page_of_a_case("chair", board.north.case_id), "Conclude")
    choose(app, "not_actionable", 1)
    press(app, "Conclude case")
    assert "A case concluded as not actionable needs its reason." in texts(app)
    field(app, "selectbox", "Reason").select("no_matching_drug").run()
    press(app, "Conclude case")
    (concluded,) = recorded(board, "case_concluded")
    assert (concluded["actionable"], concluded["reason_code"]) == (False, "no_matching_drug")
    assert "Concluded as not actionable" in texts(app)


def test_a_case_is_marked_as_discussed_at_no_planned_meeting(board: Board) -> None:
    app = choose(page_of_a_case("chair", board.north.case_id), "Discussed")
    press(app, "Mark as discussed")
    assert "Choose the meeting and the day" in texts(app)
    field(app, "selectbox", "Meeting").select("no_meeting").run()
    press(app, "Mark as discussed")
    (discussed,) = recorded(board, "case_discussed")
    assert discussed["meeting_id"] is None


def test_the_case_page_draws_the_acts(open_page: OpenPage, board: Board) -> None:
    app = open_page("chair", "case")
    app.query_params["case"] = board.north.case_id
    app.run()
    assert "Acts of the board" in texts(app)
