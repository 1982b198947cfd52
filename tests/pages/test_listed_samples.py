"""InPreD's list of samples, as the laboratory sees it before it accepts the run."""

from streamlit.testing.v1 import AppTest

from components.text import DASH
from tests.data.ingest.samples import FIXTURES


def _page(path: str) -> None:
    from pathlib import Path

    from components.run_preview import run_preview
    from data.ingest import read_path

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
