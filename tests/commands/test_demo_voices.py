"""The demonstration's laboratories and tool: the same seed says the same, some say otherwise, over months."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from commands.demo import play
from commands.demo_cohort import DemoPlan, build_plan
from commands.demo_voices import BIOLOGY, LEVELS, OTHERWISE, TOOL, TOOL_OTHERWISE, busiest, words_of
from data.read.drift import changed
from data.read.harmonise import cohort_words
from data.record import PROJECTIONS
from data.reference.codes import code
from data.store import Store, open_store
from domain.classifications import SaidBy
from domain.drift.changes import DriftKind
from domain.harmonise import Compared, SameTumourBy, compare
from domain.people import Actor, Role

CHAIR = Actor("chair", "Chair of the board", Role.CHAIR)


@pytest.fixture(scope="module")
def plan() -> DemoPlan:
    return build_plan(60, 1, today=date(2026, 11, 21), calls=20)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = open_store(tmp_path_factory.mktemp("demo") / "home", PROJECTIONS)
    files = tmp_path_factory.mktemp("files")
    play(24, 1, 20)(made, Path(files))
    yield made
    made.close()


def test_every_level_is_one_of_its_scheme() -> None:
    for scheme, levels in LEVELS.items():
        assert all(code(scheme, level) is not None for level in levels)


def test_the_same_seed_says_the_same_and_another_says_otherwise(plan: DemoPlan) -> None:
    def said(of: DemoPlan) -> list[object]:
        return [words_of(of, one, one.laboratory_id, OTHERWISE) for one in of.patients]

    assert said(plan) == said(build_plan(60, 1, today=date(2026, 11, 21), calls=20))
    assert said(plan) != said(replace(plan, seed=2))


def test_a_voice_says_the_same_of_the_same_change_in_the_same_tumour(plan: DemoPlan) -> None:
    known: dict[tuple[str, str, str, str], set[str]] = {}
    for one in plan.patients:
        for word in words_of(plan, one, "L01", OTHERWISE):
            if word.scheme == BIOLOGY and word.key in one.profile.notable_keys:
                advised = any(word.key in each.supporting_keys for each in one.case.therapies)
                key = (word.key, one.tumour.oncotree, word.scheme, str(advised))
                known.setdefault(key, set()).add(word.level)
    assert known
    assert all(len(levels) == 1 for levels in known.values())


def test_a_tool_is_a_step_away_about_as_often_as_it_is_told_to_be(plan: DemoPlan) -> None:
    pairs = [
        (mine, theirs)
        for one in plan.patients
        for mine, theirs in zip(
            words_of(plan, one, TOOL, TOOL_OTHERWISE), words_of(plan, one, TOOL, 0.0), strict=True
        )
    ]
    away = [abs(LEVELS[a.scheme].index(a.level) - LEVELS[b.scheme].index(b.level)) for a, b in pairs]
    assert max(away) == 1
    assert 0.1 < sum(away) / len(away) < 0.5


def test_harmonise_holds_laboratories_board_and_tool_against_each_other(store: Store) -> None:
    words = cohort_words(store, CHAIR)
    assert {one.voice.by for one in words} == {SaidBy.BOARD, SaidBy.LABORATORY, SaidBy.TOOL}
    found = compare(words, SameTumourBy.MAIN_TYPE).comparisons
    kinds = {one.kind for one in found}
    assert {Compared.LABORATORIES, Compared.LABORATORY_BOARD, Compared.TOOL_BOARD} <= kinds
    assert {one.differs for one in found} == {True, False}
    assert len({(one.said_on.year, one.said_on.month) for one in words}) > 6
    assert all(one.synthetic for one in words)


def test_the_tool_speaks_of_the_busiest_laboratory_and_says_that_it_is_an_example(
    store: Store, plan: DemoPlan
) -> None:
    tools = {one.voice.name for one in cohort_words(store, CHAIR) if one.voice.by is SaidBy.TOOL}
    assert tools == {TOOL}
    assert "EXAMPLE" in TOOL
    assert busiest(plan) in {one.id for one in plan.laboratories}


def test_a_word_that_changed_months_later_stands_under_what_changed(store: Store) -> None:
    kinds = {drift.kind for row in changed(store, CHAIR).rows for drift in row.drifts}
    assert DriftKind.CLASSIFICATION in kinds
