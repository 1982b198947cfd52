"""How a person looks at a table is one value that survives being kept."""

import json

from hypothesis import given
from hypothesis import strategies as st

from domain.table_view import Filter, TableView, table_view

KNOWN = ("gene", "change", "vaf")
DEFAULT = TableView(KNOWN, "board", Filter(hide_non_coding=True))

FILTERS = st.builds(
    Filter,
    reported_only=st.booleans(),
    hide_non_coding=st.booleans(),
    hide_germline_database=st.booleans(),
    min_vaf_percent=st.floats(0, 100),
    origins=st.lists(st.sampled_from(["germline", "unknown"]), unique=True).map(tuple),
    consequences=st.lists(st.text(max_size=8), max_size=3).map(tuple),
    gene=st.text(max_size=8),
)
VIEWS = st.builds(
    TableView,
    columns=st.permutations(KNOWN).map(lambda c: tuple(c[:2])),
    sort=st.sampled_from(["vaf", "gene"]),
    filter=FILTERS,
)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(VIEWS)
def test_a_kept_view_is_found_again_as_it_was(view: TableView) -> None:
    assert table_view(json.loads(json.dumps(view.to_plain())), DEFAULT, KNOWN) == view


def test_without_a_kept_view_the_default_is_in_force() -> None:
    assert table_view({}, DEFAULT, KNOWN) == DEFAULT


def test_a_column_that_is_not_known_any_longer_is_left_out() -> None:
    assert table_view({"columns": ["vaf", "gone", "gene"]}, DEFAULT, KNOWN).columns == ("vaf", "gene")


def test_a_view_without_any_known_column_falls_back_to_the_default_columns() -> None:
    assert table_view({"columns": ["gone"]}, DEFAULT, KNOWN).columns == KNOWN


@given(st.dictionaries(st.sampled_from(["columns", "sort", "filter"]), PLAIN | st.fixed_dictionaries(
    {"min_vaf_percent": PLAIN, "gene": PLAIN, "origins": PLAIN, "reported_only": PLAIN})))  # fmt: skip
def test_a_damaged_view_never_keeps_anybody_from_seeing_a_table(plain: dict[str, object]) -> None:
    view = table_view(plain, DEFAULT, KNOWN)
    assert view.columns
    assert 0 <= view.filter.min_vaf_percent <= 100
    assert isinstance(view.filter.gene, str)
    assert isinstance(view.filter.reported_only, bool)
    assert hash(view) is not None


def test_the_words_say_what_is_hidden_and_what_alone_is_shown() -> None:
    told = TableView(KNOWN, "file", Filter(hide_germline_database=True, min_vaf_percent=5.0, gene="br")).words
    assert told == (
        "Hidden unless reported: calls found in a germline database. Only VAF at least 5 %, gene with 'br'."
    )


def test_nothing_is_said_where_nothing_is_hidden() -> None:
    assert TableView(KNOWN).words == ""
