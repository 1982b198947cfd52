"""JSON texts: numbers as written, NaN, repeated keys, depth and damage."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ingest import limits
from data.ingest.json_text import JsonNumber, parse_json
from data.ingest.opening import Unreadable


def test_a_number_keeps_the_text_that_the_file_wrote() -> None:
    value = parse_json('{"TmbPerMb": 10.20, "count": 007e0}'.replace("007e0", "7"))
    assert value == {"TmbPerMb": "10.20", "count": "7"}
    assert isinstance(value, dict) and isinstance(value["TmbPerMb"], JsonNumber)
    assert Decimal(value["TmbPerMb"]) == Decimal("10.2")


def test_a_text_that_looks_like_a_number_is_told_from_a_number() -> None:
    value = parse_json('["45819", 45819, "NaN", NaN]')
    assert isinstance(value, list)
    assert [isinstance(one, JsonNumber) for one in value] == [False, True, False, True]


def test_bare_nan_and_infinity_are_read_as_their_text() -> None:
    assert parse_json('{"a": NaN, "b": -Infinity}') == {"a": "NaN", "b": "-Infinity"}


def test_a_number_of_ten_thousand_digits_is_a_text_and_no_error() -> None:
    assert parse_json("9" * 10_000) == "9" * 10_000


def test_a_key_that_stands_twice_is_told_or_refused() -> None:
    said: list[str] = []
    assert parse_json('[{"a": 1, "b": 0, "a": 2}]', said.append) == [{"a": "2", "b": "0"}]
    assert said == ["the key 'a' twice in one object; the last value was taken"]
    with pytest.raises(Unreadable, match="twice"):
        parse_json('{"a": 1, "a": 1}')


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_a_deep_text_is_refused_by_its_limit(opening: str) -> None:
    with pytest.raises(Unreadable, match=f"more than {limits.MAX_JSON_DEPTH} deep"):
        parse_json(opening * 1_000_000)


def test_a_string_that_never_ends_is_refused_at_once() -> None:
    with pytest.raises(Unreadable, match="damaged JSON"):
        parse_json('"' + '\\"' * 2_000_000)


def test_brackets_within_a_text_are_not_depth() -> None:
    text = json.dumps({"seen": "[" * 5_000 + '\\"{'})
    assert parse_json(text) == {"seen": "[" * 5_000 + '\\"{'}


@pytest.mark.parametrize("text", ["", "{", '{"a" 1}', "[1,]", "nothing", '"open', '{"a": .5}'])
def test_damaged_json_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(Unreadable, match="damaged JSON"):
        parse_json(text)


def test_half_of_a_surrogate_pair_and_nul_become_a_character_that_can_be_stored() -> None:
    value = parse_json('{"gene\\ud800": "EGFR\\u0000", "whole": "\\ud83e\\uddec"}')
    assert value == {"gene\ufffd": "EGFR\ufffd", "whole": "\U0001f9ec"}


def test_json_larger_than_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TEXT_BYTES", 2 << 20)
    with pytest.raises(Unreadable, match="more than 2 MiB"):
        parse_json('"' + "A" * (2 << 20) + '"')


def test_more_values_than_the_limit_are_refused_before_they_are_made() -> None:
    for text in ("[" + "[]," * 2_000_000 + "[]]", "[" + "0," * 2_000_000 + "0]"):
        with pytest.raises(Unreadable, match="more than 1,000,000 values"):
            parse_json(text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.text(max_size=8).map(lambda text: text.replace("\x00", "")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(value=VALUES, ascii_only=st.booleans())
def test_what_json_writes_is_read_back(value: object, ascii_only: bool) -> None:
    assert parse_json(json.dumps(value, ensure_ascii=ascii_only)) == value


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.sampled_from('{}[]",:\\u0dNa1.e- '), max_size=40))
def test_any_text_is_a_value_or_is_refused(text: str) -> None:
    try:
        parse_json(text)
    except Unreadable as refused:
        assert refused.seen
