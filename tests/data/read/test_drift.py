"""What changed under advice that was given: releases, trials, classifications, and what was seen of it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from data.journal import new_id
from data.read.case import case_view
from data.read.drift import changed, changed_in_case
from data.record import answers, trials
from data.record import findings as classifying
from data.reference.starter import starter_release
from data.store import Store
from domain.answers import Answer
from domain.classifications import Classification
from domain.codes import Decision
from domain.drift.changes import Drift, DriftKind, Severity
from domain.knowledge.evidence import Direction, DrugEffect, Interaction, Scope, Source
from domain.recommendations import CitedEvidence
from domain.trial_register import RegisterEntry, RegistryRecord, TrialClosing
from domain.trials.reading import RegistryUpdate
from domain.trials.trial import Arm, Trial, TrialNumber, TrialStatus
from domain.views.drift import Changed
from tests.builders import (
    actor,
    biomarkers,
    new_store,
    recommend,
    supporting,
)
from tests.drift import NEWER, advised, drifts, profiled, weaker
from tests.releases import CITED, item, load

CHAIR = actor("chair")


def only(store: Store) -> Drift:
    (one,) = drifts(store)
    return one


def told(one: Drift) -> tuple[Severity, str]:
    return one.severity, one.sentence


def test_nothing_is_told_while_the_same_release_is_in_force(store: Store) -> None:
    load(store)
    advised(store, evidence=(CITED,))
    found = changed(store, CHAIR)
    assert (found.rows, found.seen, found.compared) == ((), (), 1)


def test_a_cited_item_that_stands_as_it_did_is_not_told(store: Store) -> None:
    load(store)
    advised(store, evidence=(CITED,))
    load(store, item(rating=5, reviewed_on=date(2026, 6, 1), citation="Other words"), **NEWER)
    assert drifts(store) == ()


@pytest.mark.parametrize(
    ("overrides", "severity", "sentence"),
    [
        ({"level": "B"}, Severity.WEAKER, "EID1: level CIViC A to CIViC B."),
        ({"effect": DrugEffect.RESISTANCE}, Severity.AGAINST, "EID1: effect sensitivity to resistance."),
        (
            {"direction": Direction.DOES_NOT_SUPPORT},
            Severity.WEAKER,
            "EID1: direction supports to does not support.",
        ),
        ({"flagged": True}, Severity.WEAKER, "EID1: doubted by its source."),
        (
            {"drugs": ("Vemurafenib",)},
            Severity.OTHERWISE,
            "EID1: drugs Dabrafenib, Trametinib to Vemurafenib.",
        ),
        (
            {"scope": Scope("Melanoma", ("MEL",))},
            Severity.OTHERWISE,
            "EID1: tumour Lung Adenocarcinoma to Melanoma.",
        ),
    ],
)
def test_a_cited_item_that_changed_is_told_with_both_sides(
    store: Store, overrides: dict[str, Any], severity: Severity, sentence: str
) -> None:
    load(store)
    advised(store, evidence=(CITED,))
    load(store, item(**overrides), **NEWER)
    one = only(store)
    assert told(one) == (severity, sentence)
    assert (one.before.words, one.before.where, one.before.on) == (
        CITED.words, "CIViC 2026-05-26", CITED.released_on,
    )  # fmt: skip
    assert (one.now.where, one.now.on, one.since) == ("CIViC 2026-06-26", date(2026, 6, 26), date.today())


@pytest.mark.parametrize(
    ("before", "now", "severity", "label"),
    [
        ("C", "A", Severity.STRONGER_AGAINST, "Stronger evidence against"),
        ("A", "C", Severity.LESS_AGAINST, "Less evidence against"),
    ],
)
def test_a_cited_item_against_a_drug_never_reads_as_good_or_bad_news_of_another_kind(
    store: Store, before: str, now: str, severity: Severity, label: str
) -> None:
    against: dict[str, Any] = {"effect": DrugEffect.RESISTANCE, "significance": "Resistance"}
    load(store, item(level=before, **against))
    advised(store, evidence=(replace(CITED, level=before, effect=DrugEffect.RESISTANCE),))
    load(store, item(level=now, **against), **NEWER)
    assert told(only(store)) == (severity, f"EID1: level CIViC {before} to CIViC {now}.")
    assert only(store).severity.label == label


def test_a_cited_item_against_a_drug_that_is_gone_says_so(store: Store) -> None:
    load(store, item(effect=DrugEffect.RESISTANCE))
    advised(store, evidence=(replace(CITED, effect=DrugEffect.RESISTANCE),))
    load(store, item("EID9", profile_text="other", drugs=("Other",)), **NEWER)
    assert told(only(store)) == (
        Severity.LESS_AGAINST, "EID1, which spoke against, is no longer in CIViC 2026-06-26.",
    )  # fmt: skip


def test_an_item_against_the_treatment_that_nobody_cited_and_whose_level_rose_is_told(store: Store) -> None:
    against: dict[str, Any] = {"effect": DrugEffect.RESISTANCE, "significance": "Resistance"}
    load(store, item(), item("EID2", level="D", **against))
    advised(store, evidence=(CITED,))
    load(store, item(), item("EID2", level="B", **against), **NEWER)
    one = only(store)
    assert one.severity is Severity.STRONGER_AGAINST
    assert one.sentence.endswith("it speaks against it at a higher level than before.")


def test_a_cited_item_that_is_gone_is_told(store: Store) -> None:
    load(store)
    advised(store, evidence=(CITED,))
    load(store, item("EID9", profile_text="other", drugs=("Other",)), **NEWER)
    assert told(only(store)) == (Severity.GONE, "EID1 is no longer in CIViC 2026-06-26.")


def test_a_table_that_was_switched_off_is_told(store: Store) -> None:
    from domain.knowledge.in_force import ReleaseInForce

    load(store)
    advised(store, evidence=(CITED,))
    off = ReleaseInForce(Source.CIVIC, None, "Not to be read now.", "CIViC")
    from data.record import releases

    releases.record_release_in_force(store, actor("administrator"), off, 1, new_id())
    assert told(only(store)) == (Severity.GONE, "No release of CIViC is in force.")


def test_a_new_item_against_an_advised_drug_is_told_and_one_of_other_drugs_is_not(store: Store) -> None:
    load(store)
    advised(store, evidence=(CITED,))
    against = {"effect": DrugEffect.RESISTANCE, "significance": "Resistance", "level": "C"}
    new = item("EID2", drugs=("dabrafenib", "TRAMETINIB"), **against)
    other = item("EID3", drugs=("Vemurafenib",), interaction=Interaction.SINGLE, **against)
    elsewhere = item("EID4", scope=Scope("Melanoma", ("MEL",)), **against)
    load(store, item(), new, other, elsewhere, **NEWER)
    one = only(store)
    assert one.severity is Severity.AGAINST
    assert one.sentence.startswith("New, EID2: BRAF V600E, dabrafenib + TRAMETINIB, Lung Adeno")
    assert (one.before.words, one.before.where) == ("EID2 was not met", "CIViC 2026-05-26")


def test_a_new_item_of_a_higher_level_is_told_once_with_the_others_counted(store: Store) -> None:
    load(store, item(level="B"))
    advised(store, evidence=(replace(CITED, level="B"),))
    load(store, item(level="B"), item("EID2"), item("EID3"), item("EID4", level="B"), **NEWER)
    one = only(store)
    assert one.severity is Severity.STRONGER
    assert one.sentence.endswith("it is of a higher level than what was known (and 1 more).")


def test_the_boards_own_level_counts_as_known(store: Store) -> None:
    load(store, item("EID9", profile_text="x", drugs=("Other",)))
    advised(store, evidence_scheme="escat", evidence_level="I-A")
    load(store, item(), **NEWER)
    assert drifts(store) == ()


def test_advice_without_citations_is_compared_by_what_matched_then(store: Store) -> None:
    load(store, item(), item("EID2", level="C"))
    advised(store)
    load(store, item(level="B"), item("EID5", level="D", effect=DrugEffect.RESISTANCE), **NEWER)
    # The C item that is gone and the D item that is new are no A or B.
    assert told(only(store)) == (Severity.WEAKER, "EID1: level CIViC A to CIViC B.")


def test_a_biomarker_that_advice_rests_on_is_matched(store: Store) -> None:
    from domain.knowledge.profiles import Atom, AtomKind

    high = Atom(AtomKind.SIGNATURE, None, "TMB-H", text="TMB High")
    made = item("EID1", profile=high, profile_text="TMB High", drugs=("Pembrolizumab",),
                interaction=Interaction.SINGLE, scope=Scope("Solid Tumor", any_tumour=True))  # fmt: skip
    load(store, made)
    opened, profile_id = profiled(store, biomarkers=biomarkers("12.6"))
    recommend(
        store, opened.case_id, drugs=("pembrolizumab",), supporting=(supporting(profile_id, 1, "TMB 12.6"),),
        evidence_scheme=None, evidence_level=None,
    )  # fmt: skip
    load(store, replace(made, level="B"), **NEWER)
    assert told(only(store)) == (Severity.WEAKER, "EID1: level CIViC A to CIViC B.")


def test_advice_given_after_the_switch_is_not_told_of_it(store: Store) -> None:
    load(store)
    load(store, item(level="B"), **NEWER)
    advised(store)
    assert drifts(store) == ()


def test_an_item_of_an_older_table_that_ships_is_compared_by_its_level(tmp_path: Path) -> None:
    made = new_store(tmp_path / "home")
    ships = starter_release()
    first = next(one for one in ships.items if (one.level_scheme, one.level) == ("escat", "I-A"))
    cited = CitedEvidence(
        Source.STARTER, "2025-01-01", date(2025, 1, 1), first.item_id, "escat", "II-B", first.effect, "Words"
    )
    same = replace(cited, level="I-A", item_id=first.item_id, release="2025-02-02")
    for told_by in (cited, same):
        opened, profile_id = profiled(made, f"P-{told_by.release[:7]}")
        recommend(made, opened.case_id, supporting=(supporting(profile_id, 1),), evidence=(told_by,))
    one = only(made)
    made.close()
    assert (one.severity, one.before.where) == (Severity.STRONGER, f"{ships.name} 2025-01-01")
    assert one.since >= date.today() - timedelta(days=12)


def classify(store: Store, profile_id: str, level: str, seen: int, user: str = "chair") -> None:
    value = (f"{profile_id}.1", Classification("oncogenicity", level))
    classifying.record_classification(store, actor(user), value, seen, new_id())


def test_a_finding_that_is_called_benign_now_speaks_against_the_advice(store: Store) -> None:
    opened, profile_id = profiled(store)
    classify(store, profile_id, "oncogenic", 0)
    recommend(store, opened.case_id, supporting=(supporting(profile_id, 1),))
    assert drifts(store) == ()
    classify(store, profile_id, "likely_benign", 1)
    one = only(store)
    assert (one.kind, one.severity) == (DriftKind.CLASSIFICATION, Severity.AGAINST)
    assert one.sentence.startswith("BRAF p.(Val600Glu) (Board): ")
    assert "ikely benign" in one.now.words and "ncogenic" in one.before.words


def test_a_laboratory_that_calls_it_uncertain_for_the_first_time_is_told(store: Store) -> None:
    _, profile_id, _ = advised(store)
    classify(store, profile_id, "uncertain", 0, "laboratory-a")
    one = only(store)
    assert (one.severity, one.before.words, one.now.where) == (Severity.WEAKER, "Not classed", "Laboratory A")


def test_a_first_word_that_agrees_is_not_told(store: Store) -> None:
    _, profile_id, _ = advised(store)
    classify(store, profile_id, "oncogenic", 0)
    assert drifts(store) == ()


def entered(store: Store, status: TrialStatus = TrialStatus.OPEN, seen: int = 0, **overrides: Any) -> None:
    trial = Trial("SYN-T", "Basket", numbers=(TrialNumber("nct", "NCT00000007"),), status=status, **overrides)
    entry = RegisterEntry(trial, f"protocol_no: SYN-T # {status} {overrides}")
    trials.record_trial(store, CHAIR, entry, seen, new_id())


def trial_advised(store: Store) -> str:
    opened, profile_id = profiled(store)
    return recommend(
        store, opened.case_id, kind="clinical_trial", drugs=(), trial_registry="nct", trial_id="NCT00000007",
        supporting=(supporting(profile_id, 1),),
    )  # fmt: skip


def test_a_trial_that_is_not_in_the_register_says_nothing(store: Store) -> None:
    trial_advised(store)
    assert (drifts(store), changed(store, CHAIR).compared) == ((), 1)


def test_a_trial_closed_by_the_board_can_be_followed_no_more(store: Store) -> None:
    entered(store)
    trial_advised(store)
    trials.record_trial_closed(store, CHAIR, TrialClosing("SYN-T", date.today(), "Full"), 1, new_id())
    one = only(store)
    assert (one.kind, one.severity) == (DriftKind.TRIAL, Severity.AGAINST)
    assert (one.before.words, one.now.words) == ("Open to accrual", "Closed to accrual")
    assert one.sentence == "Basket: closed to accrual."


def test_what_the_registry_says_counts_where_the_board_said_nothing(store: Store) -> None:
    entered(store, TrialStatus.UNKNOWN)
    trial_advised(store)
    update = RegistryUpdate("NCT00000007", status=TrialStatus.SUSPENDED, updated_on=date(2026, 5, 1))
    trials.record_registry_update(store, CHAIR, RegistryRecord(update, "a.json", "a" * 64), 0, new_id())
    assert told(only(store)) == (Severity.WEAKER, "Basket: suspended.")


def test_an_arm_that_closed_and_places_that_ran_out_are_told(store: Store) -> None:
    arms = (Arm("A", status=TrialStatus.OPEN, slots_open=2), Arm("B", status=TrialStatus.OPEN, slots_open=1))
    entered(store, arms=arms)
    trial_advised(store)
    entered(store, seen=1, arms=(replace(arms[0], slots_open=0), replace(arms[1], status=TrialStatus.CLOSED)))
    one = only(store)
    assert one.before.words == "Open to accrual; 3 free"
    assert one.now.words == "Open to accrual; arm B closed to accrual; no place free"
    assert one.severity is Severity.WEAKER


def test_a_trial_that_opens_again_is_told_as_stronger(store: Store) -> None:
    entered(store, TrialStatus.SUSPENDED)
    trial_advised(store)
    entered(store, seen=1)
    assert only(store).severity is Severity.STRONGER


def test_the_oncologist_of_the_centre_is_told_and_another_is_not(store: Store) -> None:
    opened, _ = weaker(store)
    case = case_view(store, CHAIR, opened.case_id)
    assert case is not None
    north = changed(store, actor("oncologist-north"))
    assert len(north.rows) == 1
    assert changed_in_case(store, actor("oncologist-north"), case) == north.rows
    assert changed(store, actor("oncologist-south")) == Changed((), (), 0)
    assert changed_in_case(store, actor("oncologist-south"), case) == ()


def test_an_act_that_is_about_something_else_reads_nothing_anew(store: Store) -> None:
    _, recommendation_id = weaker(store)
    before = changed(store, CHAIR)
    answer = Answer(Decision.FOLLOWED, None, date.today(), "Dr N")
    answers.record_answer(store, actor("oncologist-north"), (recommendation_id, answer), 1, new_id())
    assert changed(store, CHAIR) is before
    load(store, item(), version="2026-09-26", sha="e")
    assert changed(store, CHAIR) != before
