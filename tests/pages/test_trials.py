"""The register's pages and the part of the case about trials, as the board meets them."""

from dataclasses import replace
from typing import Any as Anything

import pytest
from streamlit.testing.v1 import AppTest

from components.keys import wkey
from components.trial_register import found_in, narrowed_to, register_table
from data.ingest.trials.register_file import read_trials
from data.ingest.trials.register_text import write_trial
from data.journal import new_id
from data.reach import reach_of
from data.read.trials import distances, register
from data.record.trials import record_registry_update
from domain.trial_register import RegistryRecord
from domain.trials.criteria import All, Any
from domain.trials.reading import RegistryUpdate
from domain.trials.trial import Arm, EntryKind, TrialStatus
from domain.views.choices import Choice
from domain.views.trials import RegisterTrial
from pages.trials.files_at_hand import Brought, brought
from tests.builders import CENTRES, Board, actor
from tests.pages.conftest import OpenPage
from tests.pages.test_case import opened, plain, words
from tests.pages.test_meeting import elements, field
from tests.sources import ROOT
from tests.trials import KRAS, V600E, keep, trial

PLACES = tuple(Choice(code, name) for code, name in CENTRES.items())


def entries(board: Board) -> tuple[RegisterTrial, ...]:
    return register(board.store, actor("chair"))


def press(app: AppTest, label: str) -> None:
    next(one for one in app.button if one.label == label).click().run()
    assert not app.exception


def shown(app: AppTest, column: str) -> Anything:
    return next(one.value for one in app.dataframe if column in one.value.columns)


def test_an_empty_register_says_how_to_bring_a_trial_in(open_page: OpenPage) -> None:
    assert "Bring one file for each trial below" in words(open_page("coordinator", "trials"))
    told = words(open_page("oncologist-south", "trials"))
    assert "The coordinator brings trials in" in told


@pytest.mark.parametrize("user", ["member", "oncologist-north", "laboratory-a", "analyst"])
def test_everybody_reads_the_register_and_its_keepers_alone_bring_files(
    open_page: OpenPage, board: Board, user: str
) -> None:
    keep(board.store, trial())
    app = open_page(user, "trials")
    assert list(shown(app, "Status here")["Number"]) == ["NCT00000001"]
    assert "Bring files in" not in [one.value for one in app.header]
    assert "Bring files in" in [one.value for one in open_page("chair", "trials").header]


def test_the_list_shows_the_boards_status_beside_the_registrys_and_is_searched(
    open_page: OpenPage, board: Board
) -> None:
    keep(board.store, trial())
    keep(board.store, trial(2, KRAS))
    said = RegistryUpdate("NCT00000001", status=TrialStatus.CLOSED, status_text="TERMINATED")
    record_registry_update(board.store, actor("chair"), RegistryRecord(said, "f.json", "a" * 64), 0, new_id())
    app = open_page("analyst", "trials")
    first = shown(app, "Status here").iloc[0]
    assert (first["Status here"], first["ClinicalTrials.gov"], first["Differ"]) == (
        "Open to accrual",
        "Closed to accrual (TERMINATED)",
        "differ",
    )
    next(one for one in app.text_input if one.label == "Search").set_value("kras g12c").run()
    assert list(shown(app, "Status here")["Number"]) == ["NCT00000002"]
    assert "1 shown of 2 entries" in words(app)
    found = found_in(entries(board), " kras g12c")
    assert [row[0] for row in register_table(found).rows] == ["NCT00000002"]
    assert (
        narrowed_to(" kras g12c", len(found), 2) == "1 of 2 entries of the register: those with 'kras g12c'"
    )
    assert narrowed_to("  ", 2, 2) == ""


def test_a_text_is_read_while_it_is_typed_and_saved_when_it_can_be_read(
    open_page: OpenPage, board: Board
) -> None:
    text = write_trial(trial(short_title="Typed"))
    board.store.desk.save_draft("coordinator", "write_trial:new", {"text": text.replace("BRAF", "BRAFF")})
    app = open_page("coordinator", "write-trial")
    assert "BRAFF" in words(app)
    assert "line " in words(app)
    assert next(one for one in app.button if one.label == "Save trial").disabled
    board.store.desk.save_draft("coordinator", "write_trial:new", {"text": text, "reason": "First"})
    app = open_page("coordinator", "write-trial")
    assert "Read as EXAMPLE-001, Typed: 1 arm." in words(app)
    press(app, "Save trial")
    (one,) = entries(board)
    assert (one.trial.short_title, one.text, one.reason) == ("Typed", text.strip(), "First")


def test_an_editor_in_which_nobody_typed_tells_of_no_problem(open_page: OpenPage, board: Board) -> None:
    app = open_page("coordinator", "write-trial")
    assert "no number" not in words(app)
    assert "This is an example." in words(app)
    assert next(one for one in app.button if one.label == "Save trial").disabled
    board.store.desk.save_draft("coordinator", "write_trial:new", {"text": write_trial(trial())})
    app = open_page("coordinator", "write-trial")
    press(app, "Save trial")
    assert "The trial stands in the register" in "\n".join(plain(one.value) for one in app.success)
    assert "no number" not in words(app)


def test_a_trial_keeps_its_number_when_it_is_written_anew(open_page: OpenPage, board: Board) -> None:
    keep(board.store, trial())
    other = write_trial(trial(2))
    board.store.desk.save_draft("chair", "write_trial:EXAMPLE-001", {"text": other})
    app = open_page("chair", "write-trial", trial="EXAMPLE-001")
    assert "A trial keeps its number" in words(app)
    assert next(one for one in app.button if one.label == "Save new version").disabled


def test_a_trial_is_closed_with_a_reason(open_page: OpenPage, board: Board) -> None:
    keep(board.store, trial())
    app = open_page("chair", "write-trial", trial="EXAMPLE-001")
    press(app, "Close trial")
    assert any("Say why the trial is closed" in plain(one.value) for one in app.error)
    next(one for one in app.text_input if one.label == "Why it is closed").set_value("Full").run()
    press(app, "Close trial")
    assert entries(board)[0].closing_reason == "Full"


def test_a_trial_that_is_not_in_the_register_is_not_found(open_page: OpenPage) -> None:
    assert "There is no such trial" in words(open_page("chair", "write-trial", trial="EXAMPLE-404"))


def read(board: Board, name: str, raw: bytes) -> list[Brought]:
    return brought(name, raw, entries(board), PLACES, ())


def test_each_file_has_its_own_line_and_a_bad_one_takes_nothing_with_it(
    open_page: OpenPage, board: Board
) -> None:
    good, bad = write_trial(trial()), write_trial(trial(2)).replace("BRAF", "BRAFF")
    held = [
        *read(board, "good.yaml", good.encode()),
        *read(board, "bad.yaml", bad.encode()),
        *read(board, "ways.csv", b"centre,site,km\nnorth,Site one,12\nwest,Site one,1\n"),
        *read(board, "picture.yaml", b"\x89PNG\r\n\x1a\n\x00\x00"),
    ]
    app = open_page("coordinator", "trials")
    app.session_state[wkey("trials_read", "coordinator")] = held
    app.run()
    told = shown(app, "Becomes")
    assert list(told["File"]) == ["good.yaml", "bad.yaml", "ways.csv", "picture.yaml"]
    became = list(told["Becomes"])
    assert became[0] == "a new trial"
    assert "nothing: 2 errors" in became[1]
    assert (
        became[3]
        == "nothing: bytes that are no text; bring text saved as UTF-8: save or export the file again"
    )
    assert "bad.yaml, line" in words(app)
    press(app, "Record 2 lines")
    assert [one.trial.trial_id for one in entries(board)] == ["EXAMPLE-001"]
    assert entries(board)[0].text == good
    with board.store.reading(reach_of(actor("analyst"))) as reader:
        assert [(one.centre_id, one.km) for one in distances(reader)] == [("north", 12.0)]
    done = "\n".join(plain(one.value) for one in app.success)
    assert "good.yaml: EXAMPLE-001, Example trial 1 was recorded." in done


def test_the_case_shows_its_trials_and_folds_those_that_fail(open_page: OpenPage, board: Board) -> None:
    assert "The register of trials is empty" in words(opened(open_page, board.north.case_id))
    keep(board.store, trial(1))
    keep(board.store, trial(2, KRAS))
    app = opened(open_page, board.north.case_id)
    told = "2 arms of 2 entries in the register: 1 pass, 0 warn, 0 undetermined, 1 fail."
    assert told in words(app)
    first = shown(app, "Rests on").iloc[0]
    assert (first["Match"], first["Number"], first["Rests on"]) == ("● Pass", "NCT00000001", "BRAF V600E")
    assert not [one for one in app.dataframe if "Why not" in one.value.columns]
    (fold,) = [one for one in app.expander if "failed" in one.label]
    assert plain(fold.label).startswith("1 arm of 2 failed. ")
    assert "KRAS" in fold.label
    app.session_state[wkey("trials_failed", board.north.case_id)] = True
    app.run()
    assert list(shown(app, "Why not")["Match"]) == ["✕ Fail"]


def acts_page(user: str, case_id: str, place: int = 0) -> AppTest:
    """What can be done with one arm of a case."""

    def script(case_id: str, place: int) -> None:
        import session
        from components.said import said
        from components.trial_matches import arm_opened
        from data.read.case import case_view
        from data.read.trial_matches import case_trials
        from pages.meeting.trials_of_case import acts_on_match
        from session.here import said as to_say

        here = session.current()
        said(to_say())
        case = case_view(here.store, here.actor, case_id)
        assert case is not None
        found = case_trials(here.store, here.actor, case)
        arm_opened(found, found.arms[place])
        acts_on_match(here, case_id, found, found.arms[place])

    app = AppTest.from_function(script, default_timeout=30, kwargs={"case_id": case_id, "place": place})
    app.user = {"id": user}
    app.run()
    assert not app.exception
    return app


def test_an_opened_arm_shows_every_criterion_with_its_sentence(board: Board) -> None:
    keep(board.store, trial())
    app = acts_page("member", board.north.case_id)
    (rows,) = (one.value for one in app.table)
    assert list(rows["Answer"]) == ["●\N{NO-BREAK SPACE}Pass"]
    assert "BRAF V600E" in rows.iloc[0]["What is known"]
    assert "Site one (Ghent), open to accrual, distance not known" in words(app)
    assert not app.button


def test_alternatives_of_an_opened_arm_stand_under_the_answer_of_their_group(board: Board) -> None:
    keep(board.store, trial(match=All((V600E, Any((KRAS, V600E))))))
    app = acts_page("member", board.north.case_id)
    (rows,) = (one.value for one in app.table)
    assert [plain(one).strip() for one in rows["Asked"]] == [
        "BRAF V600E",
        "**One of these 2**",
        "KRAS G12C",
        "or BRAF V600E",
    ]
    assert [plain(one).replace("\N{NO-BREAK SPACE}", "_") for one in rows["Answer"]] == [
        "●_Pass",
        "**●_Pass**",
        "____✕_Fail",
        "____●_Pass",
    ]
    assert plain(rows.iloc[1]["What is known"]) == "One is enough: 1 pass, 1 fail."
    assert "3 shown of 3 criteria; all have to hold, together pass" in words(app)


@pytest.mark.parametrize(
    ("kind", "recommended"),
    [(EntryKind.TRIAL, "clinical_trial"), (EntryKind.PROGRAMME, "medical_need_programme")],
)
def test_one_click_puts_a_trial_into_the_recommendation_and_keeps_what_was_typed(
    board: Board, kind: EntryKind, recommended: str
) -> None:
    keep(board.store, replace(trial(), kind=kind))
    board.store.desk.save_draft("chair", f"recommend:{board.north.case_id}", {"rationale": "Typed before"})
    app = acts_page("chair", board.north.case_id)
    press(app, "Put into the recommendation")
    desk = board.store.desk
    assert desk.draft("chair", f"recommend:{board.north.case_id}") == {
        "rationale": "Typed before",
        "kind": recommended,
        "trial_registry": "nct",
        "trial_id": "NCT00000001",
        "trial_title": "Example trial 1",
        "drugs": ["dabrafenib"],
    }
    ((finding_id, label),) = desk.draft("chair", f"recommend_supporting:{board.north.case_id}")["findings"]
    assert finding_id.startswith(board.profile_id)
    assert label == "BRAF V600E"
    assert app.session_state[wkey("act", board.north.case_id)] == "Recommend"
    told = "EXAMPLE-001, ARM 1, stands in the recommendation form above; nothing is recorded yet."
    assert [plain(one.value) for one in app.success] == [told]
    # Once the form is recorded, or holds another trial, nothing stands there any more.
    desk.save_draft("chair", f"recommend:{board.north.case_id}", {"trial_id": "NCT00000009"})
    app.run()
    assert not app.success


def test_of_a_trial_with_several_arms_the_advice_says_which(board: Board) -> None:
    one = trial()
    keep(board.store, replace(one, arms=(one.arms[0], replace(one.arms[0], code="ARM 2"))))
    app = acts_page("chair", board.north.case_id)
    press(app, "Put into the recommendation")
    draft = board.store.desk.draft("chair", f"recommend:{board.north.case_id}")
    assert draft["trial_title"] == "Example trial 1 (ARM 1)"


def test_a_finding_that_stands_in_the_form_keeps_its_words_when_a_trial_comes(board: Board) -> None:
    keep(board.store, trial())
    listed, selected = f"recommend_supporting:{board.north.case_id}", f"{board.profile_id}.5"
    board.store.desk.save_draft("chair", listed, {"findings": [[selected, "BRAF p.(Val600Glu)"]]})
    app = acts_page("chair", board.north.case_id)
    press(app, "Put into the recommendation")
    assert board.store.desk.draft("chair", listed)["findings"] == [[selected, "BRAF p.(Val600Glu)"]]


def test_a_refusal_is_recorded_with_its_reason(board: Board) -> None:
    keep(board.store, trial())
    app = acts_page("oncologist-north", board.north.case_id)
    press(app, "Record state")
    assert "Choose the state" in "\n".join(plain(one.value) for one in app.error)
    elements(app, "button_group")[0].set_value("refused").run()
    press(app, "Record state")
    assert "needs its reason" in "\n".join(plain(one.value) for one in app.error)
    next(one for one in app.selectbox if one.label == "Why").set_value("patient_travel").run()
    press(app, "Record state")
    assert "Refused on" in words(app)
    assert "Too far or too burdensome for the patient" in words(app)


def test_the_template_that_is_offered_can_be_read() -> None:
    template = ROOT / "docs" / "guide" / "trial_template.yaml"
    assert read_trials(template, template.name).problems == ()


def test_the_cohort_is_asked_for_a_trial_and_for_one_of_its_arms(open_page: OpenPage, board: Board) -> None:
    arms = (Arm("ARM 1", match=V600E), Arm("ARM 2", match=KRAS))
    keep(board.store, trial(arms=arms))
    app = open_page("coordinator", "feasibility")
    assert "Nothing is asked yet." in words(app)
    field(app, "selectbox", "Trial").set_value("EXAMPLE-001").run()
    told = "Pass 1; warn 0; undetermined 0; fail 0, of 1 patient with a profile."
    assert f"{told} 1 patient without a profile left out." in words(app)
    rows = shown(app, "Centre")
    assert list(rows["Pass"]) == ["1 of 1 (100.0 %)", "1 of 1 (100.0 %)"]
    field(app, "selectbox", "Arm").set_value("ARM 2").run()
    assert not app.exception
    assert list(shown(app, "Year")["Fail"]) == ["1 of 1 (100.0 %)", "1 of 1 (100.0 %)"]


def test_the_analyst_sees_no_small_count_and_is_told_so(open_page: OpenPage, board: Board) -> None:
    keep(board.store, trial())
    app = open_page("analyst", "feasibility")
    field(app, "selectbox", "Trial").set_value("EXAMPLE-001").run()
    centres = shown(app, "Centre")
    assert list(centres["Pass"]) == ["<5", "<5"]
    # How many a centre has is known of every other question.
    assert list(centres["Patients with a profile"]) == [1, 1]
    assert "Counts under 5 of centres whose patients you may not see" in words(app)
    assert "P-001" not in words(app)


def test_a_planned_biomarker_is_asked_by_gene_or_as_text(open_page: OpenPage, board: Board) -> None:
    app = open_page("chair", "feasibility")
    elements(app, "button_group")[0].set_value("gene").run()
    field(app, "text_input", "Gene").set_value("BRAFF").run()
    told = "BRAFF is no gene symbol (HGNC) that the program knows, so nothing was counted. Check it."
    assert told in words(app)
    assert "other_genes" not in words(app)
    field(app, "text_input", "Gene").set_value("BRAF").run()
    assert "Asked: BRAF mutation." in words(app)
    elements(app, "button_group")[0].set_value("text").run()
    assert "Asked: BRAF V600E." in words(app)
    assert "Pass 1;" in words(app)
