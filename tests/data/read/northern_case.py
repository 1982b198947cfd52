"""A northern case with everything a case can have, and who looks at it with which ids."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from data.journal import new_id
from data.reach import reach_of
from data.read import (
    case,
    case_facts,
    drift_assessed,
    drift_not_again,
    drift_tests,
    evidence,
    trial_matches,
    views,
)
from data.record import answers, list_mappings, responses, runs, trial_match_states
from data.record import corrections as correcting
from data.record import drift as seeing
from data.record import findings as classifying
from data.record.single_test_withdrawals import record_test_withdrawal
from data.store import Reader, Store
from domain.acceptance import RunAcceptance, SampleAcceptance
from domain.answers import Answer
from domain.cases import Specimen
from domain.classifications import Classification
from domain.codes import Decision, SpecimenKind, SpecimenOrigin
from domain.corrections import SpecimenCorrection
from domain.drift.acknowledged import DriftSeen
from domain.drift.changes import Drift, DriftKind, Severity, Side
from domain.findings import FindingClass, Findings
from domain.list_mapping import KeptMapping, ListField, ListMapping, ListSource
from domain.people import Actor
from domain.readings import FileKind, FileRead
from domain.responses import BestResponse, ResponseCriteria, ResponseValue
from domain.single_test_withdrawal import SingleTestWithdrawal
from domain.single_test_words import Method, Result
from domain.single_tests import TestResult
from domain.table_view import TableView
from domain.trial_states import MatchState, MatchStateChange
from domain.views.case import CaseView, ProfileView
from tests.builders import (
    TODAY,
    OpenedCase,
    accept_run,
    actor,
    biomarkers,
    open_case,
    plan_meeting,
    reading,
    recommend,
    small_variant,
    supporting,
)
from tests.releases import CITED
from tests.trials import keep, trial

NOBODY = "00000000-0000-7000-8000-000000000000"
WORDS = (
    "P-901", "N-901", "Northern question", "Northern lines", "Northern rationale", "Northern comment",
    "Northern slip", "Northern item", "Northern reading", "Northern heading",
    "Northern state", "Northern kit", "Northern probe", "Dr Norden",
    "NCT09999901", "37.77", "55555555", "55,555,555",
)  # fmt: skip
"""What stands in the northern case alone."""


@dataclass(frozen=True, slots=True)
class Ids:
    """What a page names the northern case, and what lies in it, by."""

    opened: OpenedCase
    case: CaseView
    profile: ProfileView
    recommendation_id: str
    meeting_id: str
    withdrawn_test: tuple[str, int] = (NOBODY, 1)
    """Profile of a single test that was withdrawn: id and number."""
    followed_id: str = NOBODY
    """A recommendation that was followed, with a best response."""

    @property
    def all(self) -> tuple[str, ...]:
        """Every id that is nobody else's."""
        it = self.opened
        of_case = (it.case_id, it.patient_id, it.tumour_id, it.specimen_id, it.sample_id)
        return (*of_case, self.profile.profile_id, self.recommendation_id, self.followed_id)


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody who looks at the store, and the ids she asks with."""

    store: Store
    actor: Actor
    reader: Reader
    ids: Ids

    def reading(self) -> AbstractContextManager[Reader]:
        """A look of her own."""
        return self.store.reading(reach_of(self.actor))

    @property
    def release_id(self) -> str:
        """The release of evidence that was loaded: of no patient, the same for all."""
        return "a" * 64


def told_facts(at: Look) -> Any:
    """The findings that matching is given, without the function that answers for a gene."""
    found = case_facts.case_facts(
        at.store, at.actor, replace(at.ids.case, profiles=(at.ids.profile,)), at.reader
    )
    return found.findings


def told_evidence(at: Look) -> Any:
    """What is known of the findings, without the key that names the case for caches."""
    one = replace(at.ids.case, profiles=(at.ids.profile,))
    return replace(evidence.case_evidence(at.store, at.actor, one), key="")


@dataclass(frozen=True, slots=True)
class Judged:
    """A profile without any verdict."""

    profile: ProfileView

    @property
    def row(self) -> Mapping[str, Any]:
        """What chooses its thresholds."""
        one = self.profile
        return {"laboratory_id": one.laboratory_id, "dated": one.dated, "assay": one.assay}

    @property
    def verdicts(self) -> Mapping[Any, Any]:
        """None."""
        return {}


def told_patient(at: Look) -> Any:
    """What matching with trials is given, without the function that answers for a gene."""
    one = replace(at.ids.case, profiles=(at.ids.profile,))
    told = trial_matches.patient_facts(at.store, at.actor, one, at.reader, TODAY)
    return replace(told, facts=replace(told.facts, assessed=None))  # type: ignore[arg-type]


def told_trials(at: Look) -> Any:
    """The register against the case, without the key that names the case for caches."""
    one = replace(at.ids.case, profiles=(at.ids.profile,))
    return replace(trial_matches.case_trials(at.store, at.actor, one), key="")


def northern(store: Store) -> Ids:
    """A northern case with everything a case can have, in words that are its own."""
    opened = open_case(
        store, "P-901", sample_id="N-901-DNA", question="Northern question?",
        previous_lines_text="Northern lines",
    )  # fmt: skip
    tested = TestResult("ALK", "ALK", Method.FISH, Result.DETECTED, "Northern probe", kit="Northern kit")
    found = Findings(
        small_variants=(small_variant(1), small_variant(2, pos=55_555_555)),
        biomarkers=biomarkers("37.77"),
    )
    accept_run(store, replace(opened, sample_id="N-901-FISH"), findings=Findings(test_results=(tested,)))
    accept_run(store, opened, findings=found, calls=3)
    profile_id = _again(store, opened, found)
    advised = recommend(
        store, opened.case_id, rationale="Northern rationale", trial_registry="nct", trial_id="NCT09999901",
        trial_title="Northern question", kind="clinical_trial", supporting=(supporting(profile_id, 1),),
        evidence=(replace(CITED, words="Northern item"),),
    )  # fmt: skip
    recommend(store, opened.case_id, rationale="Northern rationale")
    value = Answer(Decision.DECLINED, None, None, "Dr Norden", "responding", (), "Northern comment")
    answers.record_answer(store, actor("oncologist-north"), (advised, value), 1, new_id())
    followed = _followed(store, opened)
    sides = (Side("Northern item"), Side("Northern state"))
    shift = Drift(DriftKind.EVIDENCE, Severity.WEAKER, "item", "B", *sides, TODAY, "Northern item changed.")
    known = DriftSeen(advised, 1, (shift,), "Northern reading")
    seeing.record_drift_seen(store, actor("chair"), known, 0, new_id())
    benign = (f"{profile_id}.1", Classification("oncogenicity", "benign"))
    classifying.record_classification(store, actor("chair"), benign, 0, new_id())
    slip = Specimen("lab-a", SpecimenKind.TISSUE, SpecimenOrigin.PRIMARY, ("N-901-DNA",))
    wording = SpecimenCorrection(opened.specimen_id, slip, "Northern slip")
    correcting.correct_specimen(store, actor("coordinator"), wording, 0, new_id())
    views.keep_view(store, actor("coordinator"), "small_variants", TableView(("N-901",)))
    mapping = KeptMapping(
        ListSource.CENTRE, "north", "f" * 8, ListMapping({"Northern heading": ListField.PSEUDONYM})
    )
    list_mappings.record_list_mapping(store, actor("coordinator"), mapping, 0, new_id())
    matched = MatchStateChange(
        opened.case_id, keep(store, trial()), MatchState.CONTACTED, TODAY, comment="Northern state"
    )
    trial_match_states.record_match_state(store, actor("coordinator"), matched, 0, new_id())
    withdrawn = _withdrawn_test(store, opened)
    with store.reading(reach_of(actor("coordinator"))) as reader:
        seen = case.read_case(reader, opened.case_id)
    assert seen is not None
    profile = next(one for one in seen.profiles if one.profile_id == profile_id)
    return Ids(opened, seen, profile, advised, plan_meeting(store, opened.case_id), withdrawn, followed)


def _followed(store: Store, opened: OpenedCase) -> str:
    """A recommendation that was followed, and the best response under it; its id."""
    advised = recommend(store, opened.case_id, drugs=("vemurafenib",), rationale="Northern rationale")
    value = Answer(Decision.FOLLOWED, None, None, "Dr Norden")
    answers.record_answer(store, actor("oncologist-north"), (advised, value), 1, new_id())
    seen = BestResponse(ResponseValue.PR, ResponseCriteria.RECIST, TODAY, "Dr Norden", "Northern comment")
    responses.record_response(store, actor("oncologist-north"), (advised, seen), 0, new_id())
    return advised


def _withdrawn_test(store: Store, opened: OpenedCase) -> tuple[str, int]:
    """A single test that was withdrawn; its profile's id and number."""
    stain = TestResult("c-MET", "MET", Method.IHC, Result.NOT_DETECTED, kit="Northern kit")
    beside = replace(opened, sample_id="N-901-IHC")
    profile_id = accept_run(store, beside, findings=Findings(test_results=(stain,)))
    with store.reading(reach_of(actor("coordinator"))) as reader:
        row = reader.row("reach/single_test", profile_id=profile_id)
    slip = SingleTestWithdrawal(profile_id, "Northern slip")
    record_test_withdrawal(store, actor("coordinator"), slip, 0, new_id())
    assert row is not None
    return profile_id, row["profile_no"]


def _again(store: Store, opened: OpenedCase, found: Findings) -> str:
    """A re-analysis of the case's sample; return its profile's id."""
    sample = reading(opened.sample_id, calls=2, findings=found)
    days = TODAY - timedelta(days=20), TODAY - timedelta(days=9)
    taken = SampleAcceptance(sample, (opened.specimen_id,), *days, as_reanalysis=True)
    file = FileRead("N-901.tsv", "0" * 64, 1000, FileKind.COMBINED_VARIANT_OUTPUT)
    event = runs.record_run(
        store, actor("coordinator"), RunAcceptance("SYN-RUN-2", "lab-a", (file,), (taken,)), 0, new_id()
    )
    return str((event.payload or {})["profiles"][0]["profile_id"])


def told_assessed(at: Look) -> dict[str, Any]:
    """What is said of a class in a gene by the northern profile."""
    asked = {"profile_id": at.ids.profile.profile_id, "assay": "TSO500", "has_rna": False}
    answers = drift_assessed.answers_of(at.reader, [asked])
    return {name: answer("BRAF", FindingClass.SMALL_VARIANT) for name, answer in answers.items()}


def told_tests_gone(at: Look) -> dict[str, drift_tests.TestGone]:
    """What is told of the withdrawn test, if advice rested on it."""
    profile_id, profile_no = at.ids.withdrawn_test
    row = {
        "finding_id": "test.1", "label": "c-MET", "profile_id": profile_id, "profile_no": profile_no,
        "assay": Method.IHC.label, "sample_id": "sample", "dated": TODAY,
    }  # fmt: skip
    return drift_tests.tests_gone(at.reader, [row], {})


def told_not_again(at: Look) -> dict[str, drift_not_again.Gone]:
    """What is told of a northern finding, if a profile without any had replaced the northern one."""
    profile = at.ids.profile
    same = {"laboratory_id": "lab-a", "assay": "TSO500", "sample_id": profile.sample_id, "dated": TODAY}
    known = {"profile_id": profile.profile_id, "profile_no": profile.profile_no}
    row = {"finding_id": f"{profile.profile_id}.1", "label": "TMB", **known, **same}
    last = {"profile_id": "later", "profile_no": 0, "has_rna": False, "recorded_on": TODAY, "sequence": 1}
    return drift_not_again.not_again(at.reader, [row], {profile.profile_id: [{**last, **same}]}, {}, ())
