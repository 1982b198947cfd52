"""The page of reference tables: what ships, where it comes from, and its rows."""

import pytest
from streamlit.testing.v1 import AppTest

from data.reference.catalogue import catalogue
from tests.pages.conftest import OpenPage

NAMES = [one.name for one in catalogue()]


def words(app: AppTest) -> str:
    drawn = (*app.text, *app.caption, *app.markdown, *app.header, *app.info)
    return "\n".join(str(one.value) for one in drawn).replace("\\", "")


def choose(app: AppTest, name: str) -> AppTest:
    app.selectbox[0].set_value(name).run()
    assert not app.exception
    return app


@pytest.mark.parametrize("user", ["chair", "oncologist-north", "laboratory-a", "analyst", "administrator"])
def test_everybody_who_is_signed_in_sees_every_table_with_its_origin(open_page: OpenPage, user: str) -> None:
    app = open_page(user, "reference")
    listed = app.dataframe[0].value
    assert list(listed["File"]) == NAMES
    for one in catalogue():
        row = listed[listed["File"] == one.name].iloc[0]
        assert (row["Rows"], row["Date"], row["Version"], row["Licence"]) == (
            len(one.rows), one.date, one.version, one.licence,
        )  # fmt: skip
    assert f"{len(NAMES)} shown of {len(NAMES)} tables" in words(app)


def test_the_lines_that_sources_ask_for_are_always_shown(open_page: OpenPage) -> None:
    text = words(open_page("analyst", "reference"))
    for one in catalogue():
        assert one.attribution in text
    assert "OncoTree, Memorial Sloan Kettering Cancer Center, CC BY 4.0" in text


def test_each_table_opens_with_its_head_and_all_its_rows(open_page: OpenPage) -> None:
    app = open_page("chair", "reference")
    for one in catalogue():
        text = words(choose(app, one.name))
        shown = app.dataframe[0].value
        assert len(shown) == len(one.rows) and len(shown.columns) == len(one.columns)
        assert one.source in text and one.licence in text and one.date in text and one.version in text
        assert f"{len(one.rows):,} shown of {len(one.rows):,}" in text


def test_rows_are_narrowed_by_words_and_the_count_says_of_how_many(open_page: OpenPage) -> None:
    app = choose(open_page("chair", "reference"), "starter_evidence.tsv")
    app.text_input[0].set_value("t790m osimertinib").run()
    assert list(app.dataframe[0].value["Item"]) == ["ST-EGFR-10"]
    assert "1 shown of 144 rows" in words(app)
    app.text_input[0].set_value("nothing of the kind").run()
    assert len(app.dataframe) == 0
    assert "No row of this table contains these words" in words(app)
