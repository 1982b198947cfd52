"""What became of a recommendation, in a sentence."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from components.recommendation_list import (
    DECISIONS,
    MOST_WORDS,
    advice_words,
    answer_label,
    beginning,
    ground_words,
    state_sentence,
)
from components.uptake_figures import STATES
from data.read.choices import label
from domain.codes import Decision, RecommendationKind
from domain.responses import ResponseCriteria, ResponseValue
from domain.uptake import AnswerState
from domain.views.case import AnswerView, RecommendationView
from domain.views.responses import ResponseInForce

TODAY = date(2026, 11, 21)
ADVICE = RecommendationView(
    "r", 1, 1, RecommendationKind.APPROVED_THERAPY, "Approved therapy", "dabrafenib + trametinib", None, None,
    None, "ESCAT I-A", "BRAF V600E.", None, TODAY - timedelta(days=12), False, False, None, None,
    (("p.5", "BRAF p.(Val600Glu)"),), None,
)  # fmt: skip
DECLINED = AnswerView(
    "a",
    Decision.DECLINED,
    None,
    date(2026, 11, 14),
    "Dr N",
    "Responding or stable on the current therapy",
    (),
    None,
)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (12, "Waiting for an answer since 12 days"),
        (1, "Waiting for an answer since 1 day"),
        (0, "Waiting for an answer since today"),
        (120, "Waiting for an answer since 4 months"),
    ],
)
def test_an_unanswered_recommendation_says_how_long_it_waits(days: int, words: str) -> None:
    assert state_sentence(replace(ADVICE, recommended_on=TODAY - timedelta(days=days)), TODAY) == words


def test_a_declined_one_says_why_by_whom_and_when() -> None:
    assert state_sentence(replace(ADVICE, answer=DECLINED), TODAY) == (
        "Not followed: responding or stable on the current therapy (Dr N, decided 14 Nov 2026)"
    )


def test_a_decision_has_one_name_everywhere() -> None:
    for decision in Decision:
        assert DECISIONS[decision] == label("decision", decision.value)
        assert STATES[AnswerState(decision.value)] == DECISIONS[decision]


def test_contributing_reasons_stand_beside_the_primary_one() -> None:
    answer = replace(DECLINED, contributing_reasons=("Patient declined", "DRUG list closed"))
    assert "; also patient declined, DRUG list closed" in state_sentence(
        replace(ADVICE, answer=answer), TODAY
    )


def test_a_day_that_nobody_documented_is_said_to_be_so() -> None:
    answer = replace(DECLINED, decision=Decision.FOLLOWED, primary_reason=None, decided_on=None)
    assert state_sentence(replace(ADVICE, answer=answer), TODAY) == (
        "Followed (Dr N, day of the decision not documented)"
    )


def test_a_withdrawn_one_is_struck_by_word_and_waits_for_nothing() -> None:
    gone = replace(ADVICE, withdrawn=True, withdrawal_reason="A new result changed the ground")
    assert advice_words(gone, 3).startswith("Withdrawn: Approved therapy")
    assert state_sentence(gone, TODAY) == "No longer stands: a new result changed the ground"


def test_no_therapy_waits_for_no_answer() -> None:
    none = replace(ADVICE, kind=RecommendationKind.NO_THERAPY, drugs=None)
    assert state_sentence(none, TODAY) == "No answer is due"


def test_advice_and_ground_are_one_line_each() -> None:
    assert advice_words(ADVICE, 1) == "1. Approved therapy: dabrafenib + trametinib"
    assert ground_words(ADVICE) == "ESCAT I-A \N{MIDDLE DOT} BRAF p.(Val600Glu) \N{MIDDLE DOT} BRAF V600E"


def test_a_long_rationale_begins_and_the_rest_is_folded_so_that_the_findings_stay_near() -> None:
    assert beginning("Short enough.") is None
    begun = beginning("A rationale of many words. " * 150)
    assert begun is not None
    assert len(begun) <= MOST_WORDS
    assert begun.endswith("\N{HORIZONTAL ELLIPSIS}")
    last = begun.removesuffix("\N{HORIZONTAL ELLIPSIS}").rsplit(maxsplit=1)[-1]
    assert last in {"A", "rationale", "of", "many", "words."}


def test_words_without_a_space_are_cut_all_the_same() -> None:
    begun = beginning("x" * (2 * MOST_WORDS))
    assert begun is not None
    assert len(begun) == MOST_WORDS


def test_a_recommendation_leads_to_its_answer_until_it_is_decided_and_then_to_its_correction() -> None:
    deferred = replace(DECLINED, decision=Decision.DEFERRED)
    assert answer_label(ADVICE) == "Answer"
    assert answer_label(replace(ADVICE, answer=deferred)) == "Answer"
    assert answer_label(replace(ADVICE, answer=DECLINED)) == "Correct answer"


def test_followed_treatment_leads_to_its_best_response_and_other_followed_advice_to_its_correction() -> None:
    followed = replace(DECLINED, decision=Decision.FOLLOWED, primary_reason=None)
    assert answer_label(replace(ADVICE, answer=followed)) == "Best response or correction"
    partly = replace(DECLINED, decision=Decision.PARTLY)
    assert answer_label(replace(ADVICE, answer=partly)) == "Best response or correction"
    stain = replace(ADVICE, kind=RecommendationKind.CONFIRMATORY_TEST, answer=followed)
    assert answer_label(stain) == "Correct answer"


def test_the_best_response_stands_behind_the_answer_and_says_when_it_no_longer_counts() -> None:
    followed = replace(DECLINED, decision=Decision.FOLLOWED, primary_reason=None)
    seen = ResponseInForce(ResponseValue.PR, ResponseCriteria.RECIST, date(2026, 1, 12))
    assert state_sentence(replace(ADVICE, answer=followed, response=seen), TODAY) == (
        "Followed (Dr N, decided 14 Nov 2026); best response PR (RECIST 1.1), 12 Jan 2026"
    )
    gone = replace(ADVICE, answer=DECLINED, response=replace(seen, counts=False))
    assert state_sentence(gone, TODAY).endswith(
        "; the best response PR (RECIST 1.1), 12 Jan 2026, does not count any more"
    )


def test_what_is_withdrawn_and_what_advises_no_therapy_need_no_answer() -> None:
    assert answer_label(replace(ADVICE, withdrawn=True)) is None
    assert answer_label(replace(ADVICE, kind=RecommendationKind.NO_THERAPY)) is None
