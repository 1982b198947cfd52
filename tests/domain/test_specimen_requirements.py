"""Each requirement of the protocol is met, not met or not known; nothing else becomes of it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import Fixation, SpecimenKind
from domain.specimen_requirements import DNA, LIMITS, Check, Met, SpecimenFacts, checks

GOOD = SpecimenFacts(
    "tissue", 120.0, 90.0, 1.2, 65.0, date(2025, 3, 5), date(2025, 6, 1), "ffpe", "liver", None
)


def told(**facts: object) -> dict[str, Check]:
    return {one.label: one for one in checks(replace(GOOD, **facts))}  # type: ignore[arg-type]


def test_a_good_specimen_meets_them_all_and_each_names_its_source() -> None:
    found = checks(GOOD)
    assert [one.met for one in found] == [Met.MET] * 7
    assert all("BALLETT" in one.source for one in found)


def test_what_nobody_said_is_not_known_and_neither_met_nor_missed() -> None:
    found = checks(SpecimenFacts("tissue"))
    assert [one.met for one in found] == [Met.NOT_KNOWN] * 7


@pytest.mark.parametrize(
    ("field", "value", "label", "met"),
    [
        ("dna_ng", 80.0, "DNA", Met.MET),
        ("dna_ng", 79.9, "DNA", Met.NOT_MET),
        ("dna_ng", 0.0, "DNA", Met.NOT_MET),
        ("rna_ng", 40.0, "RNA", Met.MET),
        ("rna_ng", 39.9, "RNA", Met.NOT_MET),
        ("dcq", 5.0, "dCq", Met.MET),
        ("dcq", 5.1, "dCq", Met.NOT_MET),
        ("dcq", -1.0, "dCq", Met.MET),
        ("dv200_percent", 20.0, "DV200", Met.MET),
        ("dv200_percent", 19.9, "DV200", Met.NOT_MET),
        ("received_on", date(2027, 3, 5), "Age at receipt", Met.MET),
        ("received_on", date(2027, 3, 6), "Age at receipt", Met.NOT_MET),
        ("received_on", date(2025, 3, 4), "Age at receipt", Met.NOT_KNOWN),
        ("fixation", "frozen", "Fixation", Met.NOT_MET),
        ("fixation", "unknown", "Fixation", Met.NOT_KNOWN),
        ("site", "bone", "Bone", Met.NOT_KNOWN),
        ("site", "other", "Bone", Met.NOT_KNOWN),
        ("decalcified", True, "Bone", Met.NOT_MET),
        ("decalcified", False, "Bone", Met.MET),
    ],
)
def test_the_limits_are_those_of_the_protocol(field: str, value: object, label: str, met: Met) -> None:
    assert told(**{field: value})[label].met is met


def test_rna_between_40_and_80_ng_is_enough_and_less_than_recommended() -> None:
    assert told(rna_ng=55.0)["RNA"].remark == "less than recommended"
    assert told(rna_ng=80.0)["RNA"].remark is None


def test_a_laboratorys_own_limit_takes_the_place_of_the_default() -> None:
    own = replace(DNA, value=Decimal("30"), source="Laboratory A")
    found = checks(replace(GOOD, dna_ng=40.0), {DNA.name: own})[0]
    assert (found.met, found.wanted, found.source) == (Met.MET, "at least 30 ng", "Laboratory A")


@pytest.mark.parametrize("kind", [SpecimenKind.BLOOD, SpecimenKind.OTHER])
def test_what_is_no_tissue_is_asked_nothing(kind: SpecimenKind) -> None:
    assert checks(replace(GOOD, kind=kind)) == ()


def test_two_years_from_a_leap_day_are_full_on_the_first_of_march() -> None:
    leap = {"collected_on": date(2024, 2, 29)}
    assert told(**leap, received_on=date(2026, 3, 1))["Age at receipt"].met is Met.MET
    assert told(**leap, received_on=date(2026, 3, 2))["Age at receipt"].met is Met.NOT_MET


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 2_000))
def test_an_older_specimen_never_does_better(taken: date, days: int) -> None:
    younger = told(collected_on=taken, received_on=taken + timedelta(days=days))["Age at receipt"].met
    older = told(collected_on=taken, received_on=taken + timedelta(days=days + 1))["Age at receipt"].met
    assert (younger, older) != (Met.NOT_MET, Met.MET)
    assert (younger is Met.MET) or days > 730


@given(st.one_of(st.none(), st.floats(0, 1e6)), st.sampled_from([None, *Fixation]))
def test_a_requirement_is_known_exactly_where_its_value_is(amount: float | None, code: str | None) -> None:
    found = told(dna_ng=amount, fixation=code)
    assert (found["DNA"].met is Met.NOT_KNOWN) == (amount is None)
    assert (found["Fixation"].met is Met.NOT_KNOWN) == (code in {None, Fixation.UNKNOWN})


def test_every_limit_has_a_name_of_its_own_that_the_store_can_keep_another_for() -> None:
    assert all(name.startswith("specimen_") and one.name == name for name, one in LIMITS.items())
