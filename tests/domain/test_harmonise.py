"""Two voices on the same finding in the same tumour, held against each other."""

from datetime import date
from typing import Any

import pytest

from domain.classifications import SaidBy
from domain.harmonise import CohortWord, Compared, SameTumourBy, Voice, compare, words_on

BOARD = Voice(SaidBy.BOARD, "Board")
LAB_A = Voice(SaidBy.LABORATORY, "Laboratory A", own=True)
LAB_B = Voice(SaidBy.LABORATORY, "Laboratory B")
TOOL = Voice(SaidBy.TOOL, "OncoKDM")


def word(voice: Voice = BOARD, level: str = "I-A", patient: str = "1", **overrides: Any) -> CohortWord:
    values: dict[str, Any] = {
        "scheme": "escat", "resistance": False, "variant_key": "GRCh37:chr7:140453136:A:T", "gene": "BRAF",
        "finding": "BRAF p.(Val600Glu)", "oncotree_code": "LUAD", "main_type": "Non-Small Cell Lung Cancer",
        "said_on": date(2026, 3, 1), **overrides,
    }  # fmt: skip
    return CohortWord(voice=voice, level=level, patient=patient, **values)


def test_laboratory_and_board_that_differ_are_shown_with_both_sides() -> None:
    words = [word(LAB_A, "II-A", "1", comment="Own table"), word(BOARD, "I-A", "2"), word(BOARD, "I-A", "3")]
    (one,) = compare(words, SameTumourBy.TYPE).comparisons
    assert one.differs
    assert (one.kind, one.first.voice, one.second.voice) == (Compared.LABORATORY_BOARD, LAB_A, BOARD)
    assert (one.first.patients, one.second.patients) == (1, 2)
    assert (one.first.comments, one.level_each) == (("Own table",), ("II-A", "I-A"))


def test_voices_that_say_the_same_do_not_differ() -> None:
    (one,) = compare([word(LAB_A), word(BOARD, patient="2")], SameTumourBy.TYPE).comparisons
    assert not one.differs


@pytest.mark.parametrize(
    "apart",
    [{"scheme": "amp_asco_cap"}, {"variant_key": "GRCh37:chr7:140453136:A:C"}, {"oncotree_code": "SKCM"}],
)
def test_another_scheme_change_or_tumour_is_not_compared(apart: dict[str, str]) -> None:
    assert compare([word(LAB_A), word(BOARD, "II-A", **apart)], SameTumourBy.TYPE).comparisons == ()


def test_tumours_of_one_main_type_are_the_same_where_that_was_asked() -> None:
    words = [word(LAB_A), word(BOARD, "II-A", oncotree_code="LUSC")]
    (one,) = compare(words, SameTumourBy.MAIN_TYPE).comparisons
    assert one.tumour == "Non-Small Cell Lung Cancer"
    assert compare(words, SameTumourBy.TYPE).comparisons == ()


def test_an_unknown_tumour_is_like_no_other_and_is_counted() -> None:
    words = [word(LAB_A, oncotree_code=None), word(BOARD, "II-A", oncotree_code=None), word(LAB_B)]
    told = compare(words, SameTumourBy.TYPE)
    assert (told.comparisons, told.words, told.without_tumour) == ((), 3, 2)


def test_the_last_word_of_a_voice_counts_and_the_earlier_one_is_shown_beside_it() -> None:
    words = [word(LAB_A, "I-A", "1"), word(LAB_A, "I-B", "2", said_on=date(2026, 4, 1)), word(BOARD)]
    (one,) = compare(words, SameTumourBy.TYPE).comparisons
    assert one.first.levels == ("I-B", "I-A")
    assert one.differs
    assert one.level_each == ("I-B", "I-A")


def test_a_voice_that_says_several_levels_on_its_last_day_has_no_last_word() -> None:
    words = [word(LAB_A, "I-A", "1"), word(LAB_A, "I-B", "2"), word(BOARD)]
    (one,) = compare(words, SameTumourBy.TYPE).comparisons
    assert one.differs
    assert one.level_each is None


def test_a_laboratory_is_shown_the_pairs_in_which_it_speaks_alone() -> None:
    words = [word(LAB_A), word(LAB_B, "II-A"), word(BOARD, "I-B"), word(TOOL, "I-C")]
    told = compare(words, SameTumourBy.TYPE, only_own=True).comparisons
    assert len(told) == 3
    assert all(LAB_A in (one.first.voice, one.second.voice) for one in told)
    assert len(compare(words, SameTumourBy.TYPE).comparisons) == 6


def test_a_level_of_resistance_counts_where_a_tool_gives_none_of_sensitivity() -> None:
    first = word(TOOL, "1", scheme="oncokb")
    second = word(TOOL, "R1", scheme="oncokb", resistance=True)
    board = word(BOARD, "1", scheme="oncokb")
    (both,) = compare([first, second, board], SameTumourBy.TYPE).comparisons
    (alone,) = compare([second, board], SameTumourBy.TYPE).comparisons
    assert (both.differs, alone.differs) == (False, True)


def test_there_is_no_pair_before_the_second_has_spoken() -> None:
    words = [word(LAB_A, said_on=date(2025, 2, 1)), word(BOARD, said_on=date(2026, 8, 1))]
    assert compare(words_on(words, date(2026, 7, 31)), SameTumourBy.TYPE).comparisons == ()
    assert len(compare(words_on(words, date(2026, 8, 1)), SameTumourBy.TYPE).comparisons) == 1


def test_what_was_said_later_does_not_count_earlier() -> None:
    words = [
        word(LAB_A, "I-A", said_on=date(2025, 2, 1)),
        word(BOARD, "II-A", said_on=date(2025, 3, 1), replaced_on=date(2026, 2, 1)),
        word(BOARD, "I-A", said_on=date(2026, 2, 1)),
    ]
    (then,) = compare(words_on(words, date(2025, 12, 31)), SameTumourBy.TYPE).comparisons
    (now,) = compare(words_on(words, date(2026, 2, 1)), SameTumourBy.TYPE).comparisons
    assert (then.level_each, now.level_each) == (("I-A", "II-A"), ("I-A", "I-A"))


def test_a_word_that_was_replaced_on_its_own_day_was_never_in_force_at_a_days_end() -> None:
    day = date(2026, 3, 1)
    assert words_on([word(said_on=day, replaced_on=day)], day) == []
