"""What must never enter the store."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identity import checked_pseudonym, checked_text, national_number_in
from domain.refused import Refused


def national_number(year: int, month: int, day: int, serial: int) -> str:
    """A well-formed Belgian number of somebody who does not exist."""
    body = f"{year % 100:02d}{month:02d}{day:02d}{serial:03d}"
    base = int(("2" if year >= 2000 else "") + body)
    return f"{body}{97 - base % 97:02d}"


NUMBERS = st.builds(
    national_number, st.integers(1920, 2024), st.integers(1, 12), st.integers(1, 28), st.integers(1, 997)
)


@given(number=NUMBERS, bis=st.sampled_from([0, 20, 40]), gap=st.sampled_from(["", " ", ".", "-"]))
def test_every_national_number_is_found_however_it_is_written(number: str, bis: int, gap: str) -> None:
    if bis:
        year = 1900 + int(number[:2])
        number = national_number(year, int(number[2:4]), int(number[4:6]), int(number[6:9]))
        body = f"{number[:2]}{int(number[2:4]) + bis:02d}{number[4:9]}"
        number = f"{body}{97 - int(body) % 97:02d}"
    written = gap.join([number[:2], number[2:4], number[4:6], number[6:9], number[9:]])
    assert national_number_in(f"patient {written} seen today") is not None


@pytest.mark.parametrize(
    "text", ["NM_004333.4:c.1799T>A", "chr7:140453136", "26.5 of 512", "0498 12 34 56", ""]
)
def test_what_is_no_national_number_is_left_alone(text: str) -> None:
    assert national_number_in(text) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Janssens", "reads like a name"),
        ("Marie Janssens", "reads like a name"),
        ("12 Janssens", "reads like a name"),
        ("14/03/1958", "date"),
        ("1958-03-14", "date"),
        ("19580314", "date"),
        ("14031958", "date"),
        ("P-14.03.1958", "date"),
        (national_number(1958, 3, 14, 123), "national number"),
        (national_number(2003, 3, 14, 124), "national number"),
        ("", "needs a pseudonym"),
        ("A1", "3 to 40"),
        ("A1\u202e2", "3 to 40"),
    ],
)
def test_a_pseudonym_that_could_name_a_person_is_refused_with_its_sentence(text: str, says: str) -> None:
    with pytest.raises(Refused, match=says) as refused:
        checked_pseudonym(text)
    if text:
        assert "it was not recorded. Take it out of the field" in refused.value.sentence


@pytest.mark.parametrize("text", ["MTB-0001", "P-001", "BAL.12.0034", "SYN-L03-0003", "a1b2c3", "2026-014"])
def test_a_code_is_a_pseudonym(text: str) -> None:
    assert checked_pseudonym(f"  {text} ") == text


def test_a_date_of_birth_in_free_text_is_refused_and_another_date_is_not() -> None:
    with pytest.raises(Refused, match="date of birth"):
        checked_text("Woman, born on 14/03/1958, progressive disease", "The question")
    assert checked_text("Progression on 14/03/2026 under osimertinib", "The question") is not None


def test_free_text_with_a_national_number_is_refused_by_the_name_of_its_field() -> None:
    with pytest.raises(Refused, match="The comment holds a national number"):
        checked_text(f"see {national_number(1958, 3, 14, 123)}", "The comment")


@given(st.text(max_size=200))
def test_checking_a_text_gives_the_text_or_refuses_it(text: str) -> None:
    try:
        found = checked_text(text, "The comment")
    except Refused:
        return
    assert found == (text.strip() or None)
