"""InPreD's list of samples, as the laboratory sees it before it accepts the run."""

from streamlit.testing.v1 import AppTest


def _page(path: str) -> None:
    from pathlib import Path

    from components.run_preview import run_preview
    from data.ingest import read_path

    run_preview(read_path(Path(path)), "run")


def preview(name: str) -> AppTest:
    from tests.data.ingest.samples import FIXTURES

    app = AppTest.from_function(_page, kwargs={"path": str(FIXTURES / name)}, default_timeout=30)
    app.run()
    assert not app.exception
    return app


def test_the_list_is_shown_with_tumour_content_and_diagnosis() -> None:
    app = preview("inpred_samples.txt")
    assert "List of samples (3)" in [one.value for one in app.subheader]
    table = next(one.value for one in app.dataframe if "Tumour content" in one.value.columns)
    assert list(table["Tumour content"]) == ["40 %", "–", "62.5 %"]  # noqa: RUF001
    assert list(table["Diagnosis"]) == ["Melanoma, skin", "Melanoma, skin", "–"]  # noqa: RUF001


def test_a_run_without_a_list_says_nothing_of_one() -> None:
    app = preview("SYN-M3.maf")
    assert not any("List of samples" in one.value for one in app.subheader)
