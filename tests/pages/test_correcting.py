"""The coordinator corrects what was typed wrongly when a case was opened."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.text import md
from data.journal import new_id
from data.record import corrections
from domain.codes import Sex
from domain.corrections import PatientCorrection
from domain.refused import Refused
from tests.builders import Board, actor, open_case
from tests.pages.conftest import OpenPage
from tests.pages.test_acts import choose, page_of_a_case, recorded
from tests.pages.test_meeting import elements, field, press, texts

CORRECTING = "Correct patient, tumour or specimen"


def form_of(board: Board, what: str, case_id: str = "") -> AppTest:
    app = choose(page_of_a_case("coordinator", case_id or board.north.case_id), CORRECTING)
    return choose(app, what, 1)


def type_before(board: Board, form: str, subject: str, **fields: Any) -> None:
    board.store.desk.save_draft("coordinator", f"correct_{form}:{subject}", fields)


def test_a_form_begins_with_what_is_recorded(board: Board) -> None:
    app = form_of(board, "Specimen")
    assert field(app, "text_input", "Sample ids").value == "P-001-DNA"
    assert field(app, "selectbox", "Fixation").value == "ffpe"
    assert field(app, "number_input", md("dCq (cycles)")).value == 1.2
    app = form_of(board, "Tumour")
    assert field(app, "selectbox", "Tumour type").value == "LUAD"
    assert field(app, "selectbox", "Stage").value == "IV"
    app = form_of(board, "Case")
    assert elements(app, "button_group")[2].value == "1"
    assert field(app, "number_input", "Number of previous lines").value == 2


def test_a_corrected_sex_stands_in_the_header_at_once(board: Board, open_page: OpenPage) -> None:
    app = form_of(board, "Patient")
    field(app, "selectbox", "Sex").select("male").run()
    field(app, "text_input", "Why is it corrected?").set_value("Typing error").run()
    press(app, "Record correction")
    assert "The correction was recorded." in texts(app)
    case = open_page("chair", "case", case=board.north.case_id)
    assert "Male, " in texts(case).replace("\\", "")
    assert recorded(board, "patient_corrected")[0]["changes"] == [
        {"field": "sex", "before": "female", "after": "male"}
    ]


def test_a_recorded_form_shows_the_new_values_and_asks_for_a_reason_anew(board: Board) -> None:
    type_before(board, "tumour", board.north.tumour_id, site="colon", reason="Typing error")
    app = form_of(board, "Tumour")
    press(app, "Record correction")
    assert field(app, "selectbox", "Site").value == "colon"
    assert field(app, "text_input", "Why is it corrected?").value == ""
    press(app, "Record correction")
    assert "A correction needs its reason" in texts(app)
    assert len(recorded(board, "tumour_corrected")) == 1


def test_a_correction_of_another_version_is_refused_and_the_text_kept(board: Board) -> None:
    type_before(board, "patient", board.north.patient_id, year_of_birth=1916, reason="Two digits swapped")
    app = form_of(board, "Patient")
    other = PatientCorrection(board.north.patient_id, Sex.MALE, 1961, "Typing error")
    corrections.correct_patient(board.store, actor("coordinator"), other, 0, new_id())
    press(app, "Record correction")
    assert "your text is kept" in texts(app)
    assert field(app, "number_input", "Year of birth").value == 1916
    assert field(app, "text_input", "Why is it corrected?").value == "Two digits swapped"
    assert field(app, "selectbox", "Sex").value == "male"
    press(app, "Record correction")
    (_, second) = recorded(board, "patient_corrected")
    assert (second["patient"]["sex"], second["patient"]["year_of_birth"]) == ("male", 1916)


def test_a_specimen_without_sample_id_gets_one_and_a_taken_one_is_refused(board: Board) -> None:
    opened = open_case(board.store, "P-600", sample_id="")
    type_before(board, "specimen", opened.specimen_id, sample_ids="P-001-DNA", reason="It came later")
    app = form_of(board, "Specimen", opened.case_id)
    press(app, "Record correction")
    assert "another patient that goes by the sample id P-001-DNA" in texts(app)
    field(app, "text_input", "Sample ids").set_value("S-600, S-600-R").run()
    press(app, "Record correction")
    assert recorded(board, "specimen_corrected")[0]["specimen"]["sample_ids"] == ["S-600", "S-600-R"]


def test_a_question_with_a_date_of_birth_is_refused_and_no_draft_holds_it(board: Board) -> None:
    type_before(board, "case", board.north.case_id, question="Born 03/05/1961, what now?", reason="Wrong")
    app = form_of(board, "Case")
    press(app, "Record correction")
    assert "holds a date of birth" in texts(app)
    kept = board.store.desk.draft("coordinator", f"correct_case:{board.north.case_id}")
    assert "question" not in kept and kept["reason"] == "Wrong"


def test_a_retired_code_is_offered_as_itself_when_a_case_is_opened(board: Board, open_page: OpenPage) -> None:
    board.store.desk.save_draft("coordinator", "open_case:new", {"tumour_search": "gbm"})
    app = open_page("coordinator", "open-case")
    options = field(app, "selectbox", "Tumour type").options
    assert options[0] == "Glioblastoma, IDH-Wildtype (GB), registered as GBM"


@pytest.mark.parametrize("user", ["chair", "oncologist-north", "laboratory-a"])
def test_nobody_else_is_offered_a_correction_of_the_case(board: Board, user: str) -> None:
    groups = elements(page_of_a_case(user, board.north.case_id), "button_group")
    assert CORRECTING not in [option for group in groups for option in group.options]
    value = PatientCorrection(board.north.patient_id, Sex.MALE, 1961, "Typing error")
    with pytest.raises(Refused, match="may not do this"):
        corrections.correct_patient(board.store, actor(user), value, 0, new_id())
