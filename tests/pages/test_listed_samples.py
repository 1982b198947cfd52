"""InPreD's list of samples, as the laboratory sees it before it accepts the run."""

import pytest
from streamlit.testing.v1 import AppTest

from components.text import DASH
from tests.builders import Board
from tests.data.ingest.samples import FIXTURES
from tests.pages.conftest import OpenPage
from tests.pages.test_intake import open_the_run


def _page(path: str) -> None:
    from pathlib import Path

    from components.run_preview import run_preview
    from data.ingest.run_reading import read_path

    run_preview(read_path(Path(path)), "run")


def preview(name: str) -> AppTest:
    app = AppTest.from_function(_page, kwargs={"path": str(FIXTURES / name)}, default_timeout=30)
    app.run()
    assert not app.exception
    return app


def test_the_list_is_shown_with_tumour_content_and_diagnosis() -> None:
    app = preview("inpred_samples.txt")
    assert any("List of samples" in one.value for one in app.subheader)
    table = next(one.value for one in app.dataframe if "Tumour content" in one.value.columns)
    assert list(table["Tumour content"]) == ["40 %", DASH, "62.5 %"]
    assert list(table["Diagnosis"]) == ["Melanoma, skin", "Melanoma, skin", DASH]


def test_a_run_without_a_list_says_nothing_of_one() -> None:
    app = preview("SYN-M3.maf")
    assert not any("List of samples" in one.value for one in app.subheader)


def test_the_tumour_cells_of_the_list_stand_in_the_form_of_a_new_specimen(
    board: Board, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MTB_STILL_SECONDS", "0")
    run = board.store.home / "incoming" / "lab-a" / "RUN-1"
    run.mkdir(parents=True)
    results = (FIXTURES / "cvo_dragen_2_1.tsv").read_text()
    sample = "IPD0000-D01-P01-A08"
    name = next(line.split("\t")[1] for line in results.splitlines() if line.startswith("DNA Sample ID"))
    pair = next(line.split("\t")[1] for line in results.splitlines() if line.startswith("Pair ID"))
    text = results.replace(f"DNA Sample ID\t{name}", f"DNA Sample ID\t{sample}")
    (run / "results.tsv").write_text(text.replace(f"Pair ID\t{pair}", f"Pair ID\t{sample}"))
    (run / "samples.txt").write_bytes((FIXTURES / "inpred_samples.txt").read_bytes())
    app = open_the_run(open_page)
    next(one for one in app.text_input if "Search a patient" in one.label).set_value("P-001").run()
    form = {one.label: one for one in (*app.selectbox, *app.multiselect)}
    assert app.number_input[0].value is None
    form["Sample names"].select(sample).run()
    (cells,) = [one for one in app.number_input if one.label == "Tumour cells (%)"]
    assert cells.value == 40
    for label in ("Tumour", "Kind", "Taken from"):
        next(one for one in app.selectbox if one.label == label).select_index(0)
    next(one for one in app.button if one.label == "Add specimen").click().run()
    assert not app.exception and not app.error
    event = list(board.store.journal.events())[-1]
    assert event.payload is not None and event.payload["specimen"]["tumour_cell_percent"] == 40
