"""By what a finding is known again in a re-analysis, and how it is told that it is not."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assessment import Assessment
from domain.drift.changes import Severity
from domain.drift.reanalysed import Analysis, NotAgain, not_again_drift, stands_again
from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFinding, CopyState
from tests.domain.knowledge.cases import copies, fusion, skipped, variant

LOST = copies("CDKN2A", CopyState.LOSS)
EXONS = CaseFinding(
    "f", "BRCA1", FindingClass.REARRANGEMENT, ("BRCA1",), exons=(2, 3), copy_state=CopyState.LOSS
)


@pytest.mark.parametrize(
    ("then", "now", "stands"),
    [
        (variant("EGFR", "L858R"), variant("EGFR", "L858R", coding="c.2573T>G"), True),
        (variant("EGFR", "L858R"), variant("EGFR", "L861Q"), False),
        (variant("EGFR", "L858R"), variant("KRAS", "L858R"), False),
        (variant("MET", None, coding="c.3028+1G>T"), variant("MET", None, coding="c.3028+1G>T"), True),
        (variant("MET", None, coding="c.3028+1G>T"), variant("MET", "L858R"), False),
        (LOST, copies("CDKN2A", CopyState.DEEP_LOSS), True),
        (copies("CDKN2A", CopyState.DEEP_LOSS), LOST, False),
        (LOST, copies("CDKN2A", CopyState.GAIN), False),
        (replace(LOST, heterozygosity_lost=True), LOST, False),
        (fusion("EML4", "ALK"), fusion("ALK", "EML4"), True),
        (fusion("EML4", "ALK"), fusion("KIF5B", "ALK"), False),
        (skipped("MET", 14), skipped("MET", 14), True),
        (skipped("MET", 14), skipped("MET", 13), False),
        (EXONS, replace(EXONS, exons=(3, 4)), True),
        (EXONS, replace(EXONS, exons=()), True),
        (EXONS, replace(EXONS, exons=(5,)), False),
        (EXONS, replace(EXONS, copy_state=CopyState.GAIN), False),
    ],
)
def test_a_finding_is_known_again_by_what_it_is(then: CaseFinding, now: CaseFinding, stands: bool) -> None:
    assert stands_again(then, (now,)) is stands


FINDINGS = st.sampled_from(
    [variant("EGFR", "L858R"), variant("EGFR", "T790M"), LOST, EXONS, fusion("EML4", "ALK"), skipped()]
)


@given(FINDINGS, st.lists(FINDINGS))
def test_a_finding_always_stands_beside_itself_and_never_in_nothing(
    one: CaseFinding, others: list[CaseFinding]
) -> None:
    assert stands_again(one, (*others, one))
    assert not stands_again(one, ())


def test_the_same_key_is_enough_but_for_copies() -> None:
    other = replace(variant("EGFR", "T790M"), finding_id="p.7")
    assert stands_again(variant("EGFR", "L858R"), (other,), frozenset({"p.7"}))
    gain = replace(copies("MET", CopyState.GAIN), finding_id="p.7")
    assert not stands_again(copies("MET", CopyState.AMPLIFICATION), (gain,), frozenset({"p.7"}))


@given(st.sampled_from(list(Assessment)), st.sampled_from([None, "No RNA was sequenced for this profile."]))
def test_only_what_was_assessed_is_ever_said_to_be_no_longer_found(
    state: Assessment, reason: str | None
) -> None:
    analysis = Analysis("TSO500, sample S-1", date(2026, 11, 14))
    told = not_again_drift(
        NotAgain("p.1", "ALK fusion", analysis, analysis, "p2", date(2026, 11, 15), state, reason)
    )
    assert (told.severity is Severity.NOT_FOUND) == (state is Assessment.ASSESSED)
    assert ("found" in told.sentence) == (state is Assessment.ASSESSED)
    assert ("not negative" in told.sentence) == (state is Assessment.NOT_ASSESSED)
    assert "14 Nov 2026" in told.sentence
    if state is not Assessment.ASSESSED:
        assert (reason or "") in told.sentence
