"""What is written of a trial is read back as the very same trial."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from data.ingest.trials.register_file import read_criteria, read_trials
from data.ingest.trials.register_text import write_criteria, write_trial
from domain.trials.criteria import Tree
from domain.trials.trial import Arm, EntryKind, Site, Trial, TrialNumber, TrialStatus
from domain.trials.written import read_tree, read_trial, written_tree, written_trial
from tests.domain.trials.patients import TREES

# What a file can hold and what a reader leaves at its ends.
_TEXTS = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=40)
    .map(lambda text: text.strip().removeprefix("\ufeff").strip())
    .filter(bool)
)
_MAYBE = st.none() | _TEXTS
_SLOTS = st.none() | st.integers(0, 99_999)
_STATUS = st.sampled_from(list(TrialStatus))
_SITES = st.builds(Site, _TEXTS, _MAYBE, _MAYBE, _MAYBE, _STATUS, _SLOTS)
_DRUGS = st.lists(_TEXTS, max_size=2, unique=True).map(tuple)
_ARMS = st.builds(Arm, _TEXTS, _MAYBE, _STATUS, _SLOTS, _DRUGS, st.none() | TREES)
_NUMBERS = st.lists(
    st.sampled_from(
        [TrialNumber("nct", "NCT01234567"), TrialNumber("nct", "NCT07654321"), TrialNumber("ctis", "2026-1")]
    ),
    max_size=3,
    unique=True,
).map(tuple)
TRIALS = st.builds(
    Trial,
    trial_id=_TEXTS,
    short_title=_TEXTS,
    kind=st.sampled_from(list(EntryKind)),
    title=_MAYBE,
    numbers=_NUMBERS,
    phase=_MAYBE,
    sponsor=_MAYBE,
    status=_STATUS,
    drugs=_DRUGS,
    arms=st.lists(_ARMS, max_size=3, unique_by=lambda arm: arm.code).map(tuple),
    match=st.none() | TREES,
    sites=st.lists(_SITES, max_size=2).map(tuple),
    source=_MAYBE,
    updated_on=st.none() | st.dates(date(1900, 1, 1)),
    other_genes=st.lists(_TEXTS, max_size=2, unique=True).map(lambda genes: tuple(sorted(genes))),
)


@given(TRIALS)
def test_a_trial_that_is_written_is_read_as_the_very_same(trial: Trial) -> None:
    read = read_trials(write_trial(trial), "written")
    assert read.errors == ()
    assert read.trials == (trial,)


@given(TREES)
def test_criteria_that_are_written_are_read_as_the_very_same(tree: Tree) -> None:
    assert read_criteria(write_criteria(tree), "written").tree == tree


@given(TRIALS)
def test_a_trial_as_plain_values_is_read_as_the_very_same(trial: Trial) -> None:
    assert read_trial(written_trial(trial)) == trial


@given(TREES)
def test_criteria_as_plain_values_are_read_as_the_very_same(tree: Tree) -> None:
    assert read_tree(written_tree(tree)) == tree


@given(st.text(max_size=200) | st.text("{}[]:-&*!'\"#|> \n\tab,?%@`", max_size=60))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    read = read_trials(text, "any")
    assert read.trials or read.errors
    assert all(problem.sentence for problem in read.problems)
