"""Text as it was written."""

from datetime import date

import pytest

from components.text import DASH, counted, day, days, md


def shown(text: str) -> str:
    """What is left once markdown has taken its escapes: the text, but for joiners that are not seen."""
    return text.replace("\\", "").replace("\N{WORD JOINER}", "")


@pytest.mark.parametrize(
    "text",
    [
        "DPYD*2A / DPYD*13",
        "HLA-A*02:01, HLA-B*07:02",
        "1. first-line",
        "- progressive disease",
        "c.*33G>A",
        ":blue[x]",
    ],
)
def test_markdown_signs_are_shown_verbatim(text: str) -> None:
    assert shown(md(text)) == text
    assert all(md(text)[place - 1] == "\\" for place, sign in enumerate(md(text)) if sign in "*[]:" and place)


@pytest.mark.parametrize(
    "text", ["http://evil.example/x", "HTTPS://evil.example", "www.evil.example", "a.b@c.example"]
)
def test_an_address_in_a_text_is_no_link(text: str) -> None:
    written = md(f"see {text} there").replace("\\", "")
    assert "://" not in written
    assert "www." not in written
    assert not written.startswith("see a.b@")
    assert shown(md(text)) == text


def test_dates_and_intervals_are_written_as_a_clinician_does() -> None:
    assert day(date(2026, 11, 4)) == "4 Nov 2026"
    assert day(None) == days(None) == DASH
    assert (days(1), days(89), days(90), days(400)) == ("1 day", "89 days", "3 months", "13 months")
    assert (counted(1, "finding"), counted(1223, "finding")) == ("1 finding", "1,223 findings")
