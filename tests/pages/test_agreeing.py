"""Agreement over time: at each day by what was known then, and today the same as the whole."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa as cohens_kappa_of_statsmodels

from components.harmonise_tables import VoicePair
from data.read.choices import choices
from domain.classifications import SaidBy
from domain.harmonise import CohortWord, Comparison, SameTumourBy, Voice, compare, words_on
from endpoints.agreement import Kappa
from pages.cohort.agreeing import voice_pairs

BOARD = Voice(SaidBy.BOARD, "Board")
LAB = Voice(SaidBy.LABORATORY, "Laboratory A")
TODAY = date(2026, 11, 21)
LABELS = {one.code: one.label for one in choices("evidence_scheme")}
LEVELS = [one.code for one in choices("escat")]


def said(voice: Voice, finding: int, *words: tuple[date, str]) -> list[CohortWord]:
    """What a voice said of a finding, one after the other, each in the place of the one before."""
    ends = [day for day, _ in words[1:]]
    return [
        CohortWord(
            voice, "escat", level, False, f"key:{finding}", "BRAF", f"BRAF {finding}", "LUAD", "Lung",
            f"patient {finding}", day, until,
        )
        for (day, level), until in zip(words, [*ends, None], strict=True)
    ]  # fmt: skip


def voices(words: Sequence[CohortWord]) -> tuple[tuple[str, VoicePair], ...]:
    """The pairs of voices of these words, held against each other on every day that is asked."""

    def compared(day: date) -> Iterable[Comparison]:
        return compare(words_on(words, day), SameTumourBy.TYPE).comparisons

    return voice_pairs(min((one.said_on for one in words), default=TODAY), compared, LABELS, TODAY)


def test_an_early_point_does_not_know_the_later_word() -> None:
    early, late = date(2025, 3, 1), date(2026, 3, 1)
    words = [
        *said(LAB, 1, (early, "I-A")), *said(BOARD, 1, (early, "II-A"), (late, "I-A")),
        *said(LAB, 2, (early, "II-A")), *said(BOARD, 2, (early, "II-A")),
    ]  # fmt: skip
    ((_, pair),) = voices(words)
    told = [(one.on, one.found.agreed, one.found.pairs) for one in pair.stood]
    assert told == [
        (date(2025, 6, 30), 1, 2), (date(2025, 12, 31), 1, 2), (date(2026, 6, 30), 2, 2), (TODAY, 2, 2),
    ]  # fmt: skip


def test_a_point_stands_from_the_half_year_in_which_both_had_spoken() -> None:
    words = [*said(LAB, 1, (date(2025, 3, 1), "I-A")), *said(BOARD, 1, (date(2026, 7, 1), "I-A"))]
    ((_, pair),) = voices(words)
    assert [one.on for one in pair.stood] == [TODAY]


def test_nobody_spoke_and_nothing_is_told() -> None:
    assert voices([]) == ()


days = st.integers(0, (TODAY - date(2025, 1, 1)).days).map(lambda n: date(2025, 1, 1) + timedelta(days=n))
spoken = st.lists(st.tuples(days, st.sampled_from(LEVELS[:4])), min_size=1, max_size=3).map(sorted)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(spoken, spoken), min_size=1, max_size=8))
def test_every_point_is_the_kappa_of_what_was_in_force_on_that_day(
    findings: list[tuple[list[tuple[date, str]], list[tuple[date, str]]]],
) -> None:
    """Worked out anew from the raw words, and by statsmodels."""
    words = [
        word
        for number, (of_lab, of_board) in enumerate(findings)
        for voice, words in ((LAB, of_lab), (BOARD, of_board))
        for word in said(voice, number, *words)
    ]
    ((_, pair),) = voices(words)
    for then in pair.stood:
        table = [[0] * len(LEVELS) for _ in LEVELS]
        for both in findings:
            last = [[level for day, level in of if day <= then.on][-1:] for of in both]
            if all(last):
                table[LEVELS.index(last[0][0])][LEVELS.index(last[1][0])] += 1
        assert then.found.pairs == sum(map(sum, table))
        assert then.found.agreed == sum(row[at] for at, row in enumerate(table))
        if isinstance(then.found.kappa, Kappa):
            with np.errstate(invalid="ignore"):
                expected = cohens_kappa_of_statsmodels(table)
            assert then.found.kappa.value == pytest.approx(expected.kappa, abs=1e-9)
            # Where the variance is 0, rounding leaves statsmodels the root of a negative number.
            assert then.found.kappa.standard_error == pytest.approx(
                np.nan_to_num(expected.std_kappa), abs=1e-7
            )
    assert pair.stood[-1].found == pair.whole
    assert len(words_on(words, TODAY)) == 2 * len(findings)
