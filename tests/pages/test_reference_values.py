"""Reference values as the administrator meets them."""

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from components.audit_table import verb_in_words
from data.journal import new_id
from data.record.thresholds import record_threshold
from domain.threshold_settings import REFERENCE_VALUES, ThresholdSetting
from tests.builders import Board, actor
from tests.pages.conftest import OpenPage
from tests.pages.test_meeting import elements, field, press, texts

PAGE = "reference-values"
FORM = "set_threshold"


def row(app: AppTest, title: str, laboratory: str = "All laboratories") -> dict[str, str]:
    frame = app.dataframe[0].value
    found = frame[(frame["Reference value"] == title) & (frame["Laboratory"] == laboratory)]
    assert len(found) == 1
    return {str(name): str(cell) for name, cell in found.iloc[0].items()}


def opened(open_page: OpenPage, name: str = "tmb_high") -> AppTest:
    app = open_page("administrator", PAGE)
    field(app, "selectbox", "Reference value to set").set_value(name).run()
    assert not app.exception
    return app


def fill(board: Board, name: str, **fields: object) -> None:
    board.store.desk.save_draft("administrator", f"{FORM}:{name}", dict(fields))


def test_every_reference_value_is_listed_with_its_default_unit_and_source(open_page: OpenPage) -> None:
    app = open_page("administrator", PAGE)
    assert len(app.dataframe[0].value) == len(REFERENCE_VALUES)
    told = row(app, "Specimen: dCq")
    assert (told["In force"], told["Since"], told["Default"]) == ("5 cycles", "Default", "5 cycles")
    assert "BALLETT" in told["Source"]
    assert "Choose a reference value" in texts(app)


def test_a_value_set_for_a_laboratory_stands_in_the_table_the_history_and_the_audit(
    board: Board, open_page: OpenPage
) -> None:
    since = date.today() - timedelta(days=3)
    fill(board, "msi_tissue", laboratory_id="lab-a", value="8", upper="15.5", source="Own validation",
         valid_from=since.isoformat())  # fmt: skip
    app = press(opened(open_page, "msi_tissue"), "Set reference value")
    assert "The reference value is set" in texts(app)
    told = row(app, "MSI", "Laboratory A")
    assert (told["In force"], told["Source"], told["Set by"], told["Version"]) == (
        "8 to 15.5 % unstable sites", "Own validation", "Ada Administrator", "1.1",
    )  # fmt: skip
    assert row(app, "MSI")["In force"] == "10 to 20 % unstable sites"
    history = app.dataframe[1].value
    assert history["Laboratory"].tolist() == ["Laboratory A", "All laboratories"]
    audit = open_page("administrator", "audit").dataframe[0].value
    assert audit["Act"].tolist()[0] == verb_in_words("threshold_set") == "Set a reference value"
    assert "MSI, Laboratory A: 8 to 15.5 % unstable sites from" in audit["Why"].tolist()[0]


@pytest.mark.parametrize(
    ("name", "fields", "words"),
    [
        ("tmb_high", {"laboratory_id": "*", "value": "12,5", "source": "Own"}, "needs a number with a point"),
        ("tmb_high", {"laboratory_id": "*", "value": "12"}, "where the value of TMB high comes from"),
        ("tmb_high", {"value": "12", "source": "Own"}, "Choose the laboratory"),
        (
            "tmb_high",
            {"laboratory_id": "*", "value": "12", "source": "Own", "valid_from": None},
            "Give the day",
        ),
        ("msi_tissue", {"laboratory_id": "*", "value": "20", "upper": "10", "source": "Own"}, "end above 20"),
        (
            "msi_tissue",
            {"laboratory_id": "*", "upper": "", "source": "Own"},
            "The end of the grey zone of MSI",
        ),
    ],
)
def test_what_cannot_be_in_force_is_refused_and_the_text_kept(
    board: Board, open_page: OpenPage, name: str, fields: dict[str, object], words: str
) -> None:
    before = board.store.sequence
    fill(board, name, **fields)
    app = press(opened(open_page, name), "Set reference value")
    assert words in texts(app)
    assert board.store.sequence == before
    assert board.store.desk.draft("administrator", f"{FORM}:{name}").get("source") == fields.get("source")


def test_a_value_of_a_study_asks_for_no_laboratory(open_page: OpenPage) -> None:
    labels = [one.label for one in elements(opened(open_page, "pfs_ratio"), "selectbox")]
    assert "Laboratory" not in labels


def test_a_form_that_somebody_overtook_is_refused_and_its_text_found_again(
    board: Board, open_page: OpenPage
) -> None:
    fill(board, "tmb_high", laboratory_id="*", value="14", source="My validation")
    app = opened(open_page)
    other = ThresholdSetting(
        "tmb_high", "lab-a", REFERENCE_VALUES["tmb_high"].value, None, "Theirs", date.today()
    )
    record_threshold(board.store, actor("administrator"), other, 0, new_id())
    app = press(app, "Set reference value")
    assert "was changed after you opened the form" in texts(app)
    assert row(app, "TMB high", "Laboratory A")["Source"] == "Theirs"
    assert field(app, "text_input", "Value, mutations/Mb").value == "14"
    app = press(app, "Set reference value")
    assert row(app, "TMB high")["In force"] == "14 mutations/Mb"


def test_what_holds_from_a_later_day_is_told_and_not_in_force_yet(board: Board, open_page: OpenPage) -> None:
    later = date.today() + timedelta(days=30)
    fill(board, "tmb_high", laboratory_id="*", value="14", source="Own", valid_from=later.isoformat())
    app = press(opened(open_page), "Set reference value")
    assert row(app, "TMB high")["In force"] == "10 mutations/Mb"
    assert "To come: 14 mutations/Mb for all laboratories from" in texts(app)


@pytest.mark.parametrize("user", ["coordinator", "chair", "laboratory-a", "oncologist-north", "analyst"])
def test_nobody_else_is_offered_the_page(user: str) -> None:
    from session.pages import offered

    assert PAGE not in {page.address for page in offered(actor(user))}
