"""The record of acts says every act in words of its own."""

from components.audit_table import VERBS, verb_in_words
from data.record import PROJECTIONS


def test_every_act_that_is_projected_has_words_of_its_own() -> None:
    assert {verb for verb, _ in PROJECTIONS} - set(VERBS) == set()


def test_no_two_acts_have_the_same_words() -> None:
    assert len(set(VERBS.values())) == len(VERBS)


def test_an_act_of_a_later_program_is_shown_by_its_own_name() -> None:
    assert verb_in_words("sample_lost") == "Sample lost"
