"""A single test that advice rests on and that is withdrawn or corrected: the advice is on the worklist."""

from datetime import timedelta

import pytest

from components.drift_words import mark_words
from data.journal import new_id
from data.read.case import case_view
from data.read.drift import changed, changed_in_case
from data.record.single_test_withdrawals import record_test_withdrawal
from data.store import Store
from domain.drift.changes import Drift, DriftKind, Severity
from domain.single_test_withdrawal import SingleTestWithdrawal
from domain.single_test_words import Method, Result, Unit
from domain.single_tests import TestResult as SingleTest
from tests.builders import TODAY, OpenedCase, actor, open_case, recommend, supporting
from tests.drift import drifts, see
from tests.single_tests import enter, result

DAY = f"{TODAY.day} {TODAY:%b %Y}"
CHAIR = actor("chair")
LABEL = "ALK by FISH, ALK rearranged: detected"
NEGATIVE = result(result=Result.NOT_DETECTED, what=None)


def advised(store: Store, *tests: SingleTest) -> tuple[OpenedCase, str]:
    """A case whose advice rests on the first result of a single test; the case and the test's profile."""
    opened = open_case(store)
    told = tests or (result(),)
    profile_id = enter(store, opened, *told)
    recommend(
        store, opened.case_id, supporting=(supporting(profile_id, 1, told[0].label),), evidence_scheme=None,
        evidence_level=None,
    )  # fmt: skip
    return opened, profile_id


def withdraw(store: Store, profile_id: str) -> None:
    value = SingleTestWithdrawal(profile_id, "Another patient's specimen.")
    version = store.journal.version_of(profile_id)
    record_test_withdrawal(store, actor("coordinator"), value, version, new_id())


def correct(store: Store, opened: OpenedCase, *tests: SingleTest) -> str:
    return enter(store, opened, *tests, replaces=True)


def only(store: Store) -> Drift:
    (one,) = drifts(store)
    return one


def test_a_test_that_stands_says_nothing(store: Store) -> None:
    advised(store)
    assert drifts(store) == ()


def test_a_withdrawn_test_puts_the_advice_on_the_worklist_with_its_reason(store: Store) -> None:
    opened, profile_id = advised(store)
    withdraw(store, profile_id)
    one = only(store)
    assert (one.kind, one.severity) == (DriftKind.SINGLE_TEST, Severity.WITHDRAWN)
    assert (one.before.words, one.now.words) == (LABEL, "Withdrawn")
    assert (one.before.on, one.now.on) == (TODAY, TODAY)
    assert one.sentence == f"{LABEL}: withdrawn on {DAY}: Another patient's specimen."
    case = case_view(store, CHAIR, opened.case_id)
    assert case is not None
    (row,) = changed_in_case(store, CHAIR, case)
    assert "Single test changed since: ALK by FISH" in mark_words(row)
    assert changed(store, actor("oncologist-south")).rows == ()


@pytest.mark.parametrize(
    ("then", "now", "severity", "says"),
    [
        (result(), NEGATIVE, Severity.NOT_FOUND, "ALK by FISH, not detected"),
        (result(), result(result=Result.FAILED, what=None), Severity.NOT_ASSESSED, "failed, no result"),
        (result(), result(result=Result.EQUIVOCAL), Severity.OTHERWISE, "equivocal"),
        (NEGATIVE, result(), Severity.OTHERWISE, "ALK rearranged: detected"),
        (result(), result(what="EML4::ALK"), Severity.OTHERWISE, "EML4::ALK: detected"),
    ],
    ids=["not detected", "failed", "equivocal", "detected now", "another change"],
)
def test_a_correction_is_told_by_what_it_says_now(
    store: Store, then: SingleTest, now: SingleTest, severity: Severity, says: str
) -> None:
    opened, profile_id = advised(store, then)
    correct(store, opened, now)
    one = only(store)
    assert (one.kind, one.severity) == (DriftKind.SINGLE_TEST, severity)
    assert says in one.sentence and f"corrected on {DAY}; now: " in one.sentence
    assert one.subject.startswith(profile_id)


def test_a_value_that_was_corrected_is_told_and_another_antibody_is_not(store: Store) -> None:
    def stain(value: str, kit: str = "22C3") -> SingleTest:
        return SingleTest(
            "PD-L1", "CD274", Method.IHC, Result.DETECTED, value_text=value, unit=Unit.TPS, kit=kit
        )

    opened, _ = advised(store, stain("60"))
    correct(store, opened, stain("60", "SP263"))
    assert drifts(store) == ()
    correct(store, opened, stain("10"))
    assert (only(store).severity, "TPS 10 %" in only(store).now.words) == (Severity.OTHERWISE, True)


def test_a_gene_that_the_corrected_panel_does_not_name_any_more_is_told(store: Store) -> None:
    def of(gene: str, what: str) -> SingleTest:
        return SingleTest(gene, gene, Method.NGS_PANEL, Result.DETECTED, what)

    opened = open_case(store)
    kras, braf = of("KRAS", "p.(Gly12Cys)"), of("BRAF", "p.(Val600Glu)")
    profile_id = enter(store, opened, kras, braf)
    recommend(
        store, opened.case_id, supporting=(supporting(profile_id, 2, braf.label),), evidence_scheme=None,
        evidence_level=None,
    )  # fmt: skip
    correct(store, opened, kras)
    assert (only(store).severity, only(store).now.words) == (
        Severity.GONE, "The corrected test does not name BRAF",
    )  # fmt: skip


def test_of_several_corrections_the_last_counts_and_a_withdrawn_one_takes_all_back(store: Store) -> None:
    opened, _ = advised(store)
    correct(store, opened, NEGATIVE)
    told = only(store)
    last = correct(store, opened, result(comment="read again"))
    assert drifts(store) == ()
    withdraw(store, last)
    assert only(store).severity is Severity.WITHDRAWN
    assert only(store).drift_id != told.drift_id


def test_what_was_seen_stays_away_until_it_changes_further(store: Store) -> None:
    opened, _ = advised(store)
    second = correct(store, opened, NEGATIVE)
    see(store)
    assert drifts(store) == ()
    (seen,) = changed(store, CHAIR).seen
    assert (seen.kind, seen.kind.label) == (DriftKind.SINGLE_TEST, "Single test")
    withdraw(store, second)
    assert only(store).severity is Severity.WITHDRAWN


def test_advice_given_after_the_correction_is_not_told_of_it(store: Store) -> None:
    opened = open_case(store)
    profile_id = enter(store, opened)
    correct(store, opened, NEGATIVE)
    recommend(store, opened.case_id, supporting=(supporting(profile_id, 1, LABEL),), evidence_scheme=None,
              evidence_level=None)  # fmt: skip
    assert drifts(store) == ()


def test_another_test_of_the_patient_is_no_correction(store: Store) -> None:
    opened, _ = advised(store)
    enter(store, opened, NEGATIVE, reported_on=TODAY - timedelta(days=2))
    assert drifts(store) == ()
