"""The case page as a board member meets it; one patient's data never stand on another's screen."""

from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.keys import wkey
from data.journal import new_id
from data.record import findings
from data.record.answers import record_answer
from domain.answers import Answer
from domain.classifications import ReportedMark
from domain.codes import Decision
from domain.findings import Findings
from domain.quality import QualityClass, Verdict
from domain.readings import ClassVerdict
from tests.builders import TODAY, Board, accept_run, actor, biomarkers, open_case, small_variant
from tests.pages.conftest import OpenPage

STARS = "Is DPYD*2A / DPYD*13 a reason to lower the dose? ![x](http://evil.example/x.png) <b>now</b>"


def go_to(app: AppTest, case_id: str) -> AppTest:
    app.query_params["case"] = case_id
    app.run()
    assert not app.exception
    return app


def opened(open_page: OpenPage, case_id: str, user: str = "chair") -> AppTest:
    return go_to(open_page(user, "case"), case_id)


def plain(text: object) -> str:
    """What a reader of the markdown sees: every escaped character as itself, no joiner."""
    return str(text).replace("\\", "").replace("\N{WORD JOINER}", "")


def words(app: AppTest) -> str:
    drawn = (*app.title, *app.subheader, *app.markdown, *app.caption, *app.text, *app.warning, *app.info)
    return "\n".join(plain(one.value) for one in drawn)


def grid(app: AppTest) -> Any:
    return app.dataframe[0].value


def grid_key(app: AppTest) -> str:
    """The grid's identity, which ends with its key."""
    return str(app.dataframe[0].proto.id)


def toggle(app: AppTest, label: str) -> AppTest:
    one = next(t for t in app.toggle if t.label == label)
    one.set_value(not one.value).run()
    assert not app.exception
    return app


def test_a_case_stands_with_header_advice_and_its_findings(board: Board, open_page: OpenPage) -> None:
    app = opened(open_page, board.north.case_id)
    told = words(app)
    for part in (
        "P-001", "(LUAD)", "Stage IV", "ECOG 1", "2 previous lines", "Northern hospital",
        "1. Approved therapy", "Waiting for an answer since 12 days", "12 shown of 12 called",
    ):  # fmt: skip
        assert part in told
    assert [t.label for t in app.tabs][:1] == ["Small variants 12 of 12"]
    assert "p.(Val600Glu)" in set(grid(app)["change"])


def test_an_unknown_and_an_unreachable_case_read_the_same(board: Board, open_page: OpenPage) -> None:
    app = opened(open_page, board.north.case_id, "oncologist-south")
    foreign = words(app)
    assert foreign == words(go_to(app, "no-such-case"))
    assert "There is no such case for you" in foreign
    assert "P-001" not in foreign
    assert len(app.dataframe) == 0


def test_the_words_of_a_question_are_shown_as_they_were_written(board: Board, open_page: OpenPage) -> None:
    made = open_case(board.store, "P-003", question=STARS)
    app = opened(open_page, made.case_id)
    question = next(m.value for m in app.markdown if m.value.startswith("**Question**"))
    assert r"DPYD\*2A / DPYD\*13" in question
    assert r"\!\[x\]\(http" in question
    assert r"\<b\>now" in question
    assert STARS in plain(question)


def test_a_case_without_a_profile_says_so_and_shows_no_table(board: Board, open_page: OpenPage) -> None:
    app = opened(open_page, board.south.case_id)
    assert "No profile of this tumour has been brought in yet." in words(app)
    assert len(app.dataframe) == 0


@pytest.mark.parametrize(
    ("user", "way"), [("coordinator", "under Intake"), ("chair", "Its laboratory brings it in.")]
)
def test_only_who_may_bring_a_run_in_is_sent_to_intake(
    board: Board, open_page: OpenPage, user: str, way: str
) -> None:
    told = words(opened(open_page, board.south.case_id, user))
    assert way in told
    assert ("Intake" in told) is (user == "coordinator")


def test_a_failed_class_says_not_assessed_and_never_none_found(board: Board, open_page: OpenPage) -> None:
    made = open_case(board.store, "P-004")
    failed = (ClassVerdict(QualityClass.RNA, Verdict.FAIL, "MEDIAN_INSERT_SIZE 61."),)
    accept_run(board.store, made, findings=Findings(biomarkers=biomarkers()), verdicts=failed)
    app = opened(open_page, made.case_id)
    labels = [t.label for t in app.tabs]
    assert "Fusions and splice variants: not assessed" in labels
    assert not any("none found" in label for label in labels)
    app.session_state[wkey("open_tab", made.case_id)] = 2
    app.run()
    assert "Not assessed: MEDIAN_INSERT_SIZE 61." in words(app)


def test_a_biomarker_that_cannot_be_read_has_no_dial(board: Board, open_page: OpenPage) -> None:
    made = open_case(board.store, "P-005")
    accept_run(board.store, made, findings=Findings(biomarkers=biomarkers(None, "3.2")))
    app = opened(open_page, made.case_id)
    assert "TMB not evaluable" in words(app)
    assert "The coverage is below its limit." in words(app)
    assert len(app.get("plotly_chart")) == 1


def test_header_and_table_are_always_of_one_patient(board: Board, open_page: OpenPage) -> None:
    other = open_case(board.store, "P-006")
    calls = (small_variant(gene="KRAS", p_dot="p.(Gly12Cys)"),)
    accept_run(board.store, other, findings=Findings(small_variants=calls, biomarkers=biomarkers()))
    app = opened(open_page, board.north.case_id)
    for _ in range(2):
        go_to(app, other.case_id)
        assert "P-006" in words(app)
        assert "P-001" not in words(app)
        assert set(grid(app)["gene"]) == {"KRAS"}
        go_to(app, board.north.case_id)
        assert "P-001" in words(app)
        assert "KRAS" not in set(grid(app)["gene"])


def test_what_was_selected_for_one_patient_is_not_selected_for_another(
    board: Board, open_page: OpenPage
) -> None:
    other = open_case(board.store, "P-007")
    accept_run(board.store, other, calls=12)
    app = opened(open_page, board.north.case_id)
    first = grid_key(app)
    go_to(app, other.case_id)
    assert wkey("grid", board.north.case_id, board.profile_id) in first
    assert wkey("grid", other.case_id) in grid_key(app)
    assert grid_key(app) != first


def test_a_mark_reorders_the_rows_and_so_renames_the_grid(board: Board, open_page: OpenPage) -> None:
    app = opened(open_page, board.north.case_id)
    before = grid_key(app)
    last = int(grid(app).shape[0])
    mark = ReportedMark((last + 4,), True)
    findings.record_reported(board.store, actor("chair"), (board.profile_id, mark), 0, new_id())
    app.run()
    assert grid(app)["reported"].iloc[0] == "\N{CHECK MARK} Reported"
    assert grid_key(app) != before


def test_a_way_of_looking_is_the_same_for_the_next_case_and_is_counted(
    board: Board, open_page: OpenPage
) -> None:
    other = open_case(board.store, "P-008")
    silent = small_variant(2, consequence=("synonymous_variant",))
    accept_run(board.store, other, findings=Findings(small_variants=(small_variant(), silent)))
    app = opened(open_page, other.case_id)
    assert "1 shown of 2 called" in words(app)
    assert "Hidden unless reported: synonymous" in words(app)
    toggle(app, "Hide synonymous and non-coding")
    assert "2 shown of 2 called" in words(app)
    go_to(app, board.north.case_id)
    go_to(app, other.case_id)
    assert "2 shown of 2 called" in words(app)
    fresh = opened(open_page, other.case_id)
    assert "2 shown of 2 called" in words(fresh)
    assert "1 shown of 2 called" in words(opened(open_page, other.case_id, "coordinator"))


def test_a_filter_that_nothing_passes_says_so_and_the_first_view_comes_back(
    board: Board, open_page: OpenPage
) -> None:
    app = opened(open_page, board.north.case_id)
    next(t for t in app.text_input if t.label == "Gene or change").set_value("NOTAGENE").run()
    assert "0 shown of 12 called" in words(app)
    assert "No row passes the filter" in words(app)
    app.session_state[wkey("more", "small_variants")] = True
    app.run()
    next(n for n in app.number_input if n.label == "VAF at least, %").set_value(20.0).run()
    assert "Only VAF at least 20 %, gene with 'NOTAGENE'." in words(app)
    next(b for b in app.button if b.label == "Back to the first view").click().run()
    assert not app.exception
    assert "12 shown of 12 called" in words(app)
    assert next(n for n in app.number_input if n.label == "VAF at least, %").value == 0
    assert next(t for t in app.text_input if t.label == "Gene or change").value == ""


def test_an_answer_given_elsewhere_stands_on_the_next_run(board: Board, open_page: OpenPage) -> None:
    app = opened(open_page, board.north.case_id)
    answer = Answer(Decision.DECLINED, None, TODAY - timedelta(days=1), "Dr N", primary_reason="responding")
    record_answer(board.store, actor("oncologist-north"), (board.recommendation_ids[0], answer), 1, new_id())
    app.run()
    assert "Not followed: responding or stable on the current therapy (Dr N" in words(app)


def test_of_several_profiles_the_newest_stands_first_and_another_can_be_chosen(
    board: Board, open_page: OpenPage
) -> None:
    newer = accept_run(board.store, board.north, calls=2, content_sha256="x", dna_sample_id="P-001-DNA2")
    app = opened(open_page, board.north.case_id)
    choice = next(s for s in app.selectbox if s.label == "Profile, 2 of this tumour")
    assert choice.value == newer
    assert "2 shown of 2 called" in words(app)
    choice.set_value(board.profile_id).run()
    assert "12 shown of 12 called" in words(app)


def test_what_could_be_seen_and_why_a_profile_is_no_full_success_stand_on_the_page(
    board: Board, open_page: OpenPage
) -> None:
    app = opened(open_page, board.north.case_id)
    told = words(app)
    assert "**Technical outcome** partial: RNA failed." in told
    assert "Requirements: ✓ 7 of 7 met" in told
    app.session_state[wkey("could_be_seen", board.north.case_id)] = True
    told = words(app.run())
    assert "✓ Small variants in 523 genes: assessed." in told
    assert "✕ Fusions in 55 genes: not assessed." in told


def test_a_gene_asked_for_in_one_case_is_not_asked_for_in_the_next(board: Board, open_page: OpenPage) -> None:
    made = open_case(board.store, "P-016")
    accept_run(board.store, made, findings=Findings())
    app = opened(open_page, board.north.case_id)
    app.session_state[wkey("could_be_seen", board.north.case_id)] = True
    app.run()
    next(t for t in app.text_input if t.label == "Was gene … assessed?").set_value("braf").run()
    assert "Small variants: 1 found." in words(app)
    assert any("BRAF (TSO500, sample P-001-DNA" in one.value for one in app.code)
    go_to(app, made.case_id)
    app.session_state[wkey("could_be_seen", made.case_id)] = True
    app.run()
    assert next(t for t in app.text_input if t.label == "Was gene … assessed?").value == ""
    assert len(app.code) == 0


@pytest.mark.parametrize("user", ["coordinator", "member", "oncologist-north", "laboratory-a"])
def test_everybody_who_reaches_the_case_can_open_it(board: Board, open_page: OpenPage, user: str) -> None:
    assert "P-001" in words(opened(open_page, board.north.case_id, user))


def test_a_gene_looked_for_in_one_case_leaves_empty_tables_readable_in_the_next(
    board: Board, open_page: OpenPage
) -> None:
    made = open_case(board.store, "P-015")
    accept_run(board.store, made, findings=Findings())
    app = opened(open_page, board.north.case_id)
    next(t for t in app.text_input if t.label == "Gene or change").set_value("BRAF").run()
    assert "1 shown of 12 called" in words(app)
    assert "P-015" in words(go_to(app, made.case_id))


def links(app: AppTest) -> list[str]:
    return [plain(one.proto.label) for one in app.get("page_link")]


def test_who_may_answer_is_led_from_the_case_to_the_answer(board: Board, open_page: OpenPage) -> None:
    app = opened(open_page, board.north.case_id, "oncologist-north")
    assert links(app).count("Answer") == len(board.recommendation_ids)
    assert links(opened(open_page, board.north.case_id, "coordinator")).count("Answer") == 2


@pytest.mark.parametrize("user", ["chair", "member", "laboratory-a"])
def test_who_may_not_answer_is_not_led_to_it(board: Board, open_page: OpenPage, user: str) -> None:
    assert "Answer" not in links(opened(open_page, board.north.case_id, user))


def test_findings_with_evidence_are_named_before_one_is_chosen(board: Board, open_page: OpenPage) -> None:
    told = words(opened(open_page, board.north.case_id, "oncologist-north"))
    assert "To read its evidence, choose a finding in the tables above: BRAF V600E" in told
    assert "Not matched: calls without a gene, biomarkers without a value" in told


def test_a_laboratory_is_not_said_to_act_for_the_board(board: Board, open_page: OpenPage) -> None:
    told = words(opened(open_page, board.north.case_id, "laboratory-a"))
    assert "Findings and corrections" in told
    assert "Acts of the board" not in told
    assert "Acts of the board" in words(opened(open_page, board.north.case_id, "member"))
