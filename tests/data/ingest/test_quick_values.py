"""Values that are made quickly are the values that are made as any other."""

import pickle
from dataclasses import FrozenInstanceError, dataclass, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ingest.quick_values import quickly
from domain.findings import AnnotationSource, Build, Origin, SmallVariant

make = quickly(SmallVariant)
BARE: tuple[Any, ...] = ("chr1", 1, "A", "T", Build.GRCH37, *[None] * 5, (), *[None] * 4)
"""The fields that have no default."""
TEXTS = st.none() | st.text(max_size=5)
VARIANTS = st.builds(
    SmallVariant,
    st.text(max_size=5), st.integers(), st.text(max_size=5), st.text(max_size=5), st.sampled_from(Build),
    TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, st.lists(st.text(max_size=3)).map(tuple), TEXTS,
    st.none() | st.floats(0, 1), TEXTS, st.none() | st.integers(0), st.sampled_from(Origin),
    st.sampled_from(AnnotationSource), st.lists(st.text(max_size=3)).map(tuple),
)  # fmt: skip


@given(VARIANTS)
def test_a_variant_made_quickly_is_the_variant(one: SmallVariant) -> None:
    quick = make(*[getattr(one, each.name) for each in fields(one)])
    assert type(quick) is SmallVariant
    assert (quick, hash(quick), repr(quick)) == (one, hash(one), repr(one))
    assert pickle.loads(pickle.dumps(quick)) == one
    assert replace(quick, gene="EGFR") == replace(one, gene="EGFR")


def test_it_is_frozen_and_has_the_defaults_of_the_others() -> None:
    quick = make(*BARE)
    assert quick == SmallVariant(*BARE)
    assert quick.origin is Origin.UNKNOWN and quick.tags == ()
    with pytest.raises(FrozenInstanceError):
        quick.pos = 2  # type: ignore[misc]


def test_a_missing_or_an_unknown_field_is_an_error_as_ever() -> None:
    with pytest.raises(TypeError):
        make("chr1", 1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        make(*BARE, wrong=1)  # type: ignore[call-arg]


def test_a_kind_that_checks_its_fields_is_not_made_quickly() -> None:
    @dataclass(frozen=True, slots=True)
    class Checked:
        number: int

        def __post_init__(self) -> None:
            assert self.number

    with pytest.raises(TypeError, match="checks its fields"):
        quickly(Checked)
