"""What the demonstration's laboratories and one tool say of findings: mostly alike, sometimes not."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from commands.demo_cohort.plan import DemoPatient, DemoPlan
from data.journal import new_id
from data.record.findings import record_classification
from data.record.tool_reports import record_tool_report
from data.store import Store
from domain.classifications import Classification
from domain.codes import EvidenceScheme
from domain.people import Actor
from domain.tool_reports import ToolMapping, ToolReport, ToolSaid

TOOL, TOOL_VERSION = "EXAMPLE decision support", "1.0"
BIOLOGY = "oncogenicity"
LEVELS: Mapping[str, tuple[str, ...]] = {
    BIOLOGY: ("oncogenic", "likely_oncogenic", "uncertain", "likely_benign", "benign"),
    EvidenceScheme.ESCAT.value: (
        "I-A", "I-B", "I-C", "II-A", "II-B", "III-A", "III-B", "IV-A", "IV-B", "V", "X",
    ),
}  # fmt: skip
"""Of the schemes in which several voices speak, the levels in their order."""
OTHERWISE, TOOL_OTHERWISE, LATER = 0.2, 0.3, 0.08
"""How often a laboratory, or the tool, is a step away from the others; how often one changes its word."""
_LATER_DAYS = 120
_AFTERWARDS = {"oncogenic": "likely_oncogenic", "likely_oncogenic": "uncertain"}
_WHY_LATER = "Read anew: what was published since disagrees."
_UNCERTAIN = 0.25
"""How often a change that no advice rests on is of uncertain significance."""


@dataclass(frozen=True, slots=True)
class Word:
    """A level that a voice gives to a finding, known by its ``variant_key``."""

    key: str
    scheme: str
    level: str


def words_of(plan: DemoPlan, patient: DemoPatient, voice: str, otherwise: float) -> tuple[Word, ...]:
    """What a voice says of a patient's notable findings, and of those that advice rests on.

    A voice says the same of the same change in the same tumour, whoever the patient is; ``otherwise`` is
    how often that is a step away from what the others say.
    """
    escat = EvidenceScheme.ESCAT.value
    advised = {
        key: one.level
        for one in patient.case.therapies
        if one.scheme == escat and one.level in LEVELS[escat]
        for key in one.supporting_keys
    }
    measured = {one.variant_key for one in patient.profile.findings.biomarkers}
    found = []
    for key in sorted({*patient.profile.notable_keys, *advised} - measured):
        about = f"{plan.seed}|{key}|{patient.tumour.oncotree}"
        agreed = [Word(key, BIOLOGY, _biology(about, key in advised))]
        agreed += [Word(key, escat, level)] if (level := advised.get(key)) else []
        found += [_said(f"{voice}|{about}", one, otherwise) for one in agreed]
    return tuple(found)


def _biology(about: str, advised: bool) -> str:
    """What advice rests on is known; of the rest some is of uncertain significance."""
    if advised:
        return "oncogenic"
    rng = Random(about)
    return "uncertain" if rng.random() < _UNCERTAIN else rng.choice(("oncogenic", "likely_oncogenic"))


def _said(who: str, agreed: Word, otherwise: float) -> Word:
    """The level that all agree on, or one beside it."""
    rng, levels = Random(f"{who}|{agreed.scheme}"), LEVELS[agreed.scheme]
    if rng.random() >= otherwise:
        return agreed
    place = levels.index(agreed.level) + rng.choice((-1, 1))
    return Word(agreed.key, agreed.scheme, levels[min(max(place, 1), len(levels) - 1)])


def speak(
    store: Store, actor: Actor, plan: DemoPlan, patient: DemoPatient, finding_ids: Mapping[str, str]
) -> None:
    """Record what a laboratory says of a profile's findings, on the day on which it was reported."""
    said_on = min(patient.profile.reported_on, plan.today)
    for one in words_of(plan, patient, patient.laboratory_id, OTHERWISE):
        if (finding_id := finding_ids.get(one.key)) is not None:
            _classify(store, actor, finding_id, Classification(one.scheme, one.level, said_on=said_on))


def speak_again(
    store: Store, actor: Actor, plan: DemoPlan, patient: DemoPatient, finding_ids: Mapping[str, str]
) -> None:
    """Record where a laboratory changes its word months later: a step towards uncertain significance."""
    said_on = patient.profile.reported_on + timedelta(days=_LATER_DAYS)
    if said_on > plan.today:
        return
    for one in words_of(plan, patient, patient.laboratory_id, OTHERWISE):
        changes = Random(f"{plan.seed}|{patient.pseudonym}|{one.key}").random() < LATER
        finding_id, later = finding_ids.get(one.key), _AFTERWARDS.get(one.level)
        if finding_id and changes and later and one.scheme == BIOLOGY:
            _classify(store, actor, finding_id, Classification(BIOLOGY, later, _WHY_LATER, said_on))


def _classify(store: Store, actor: Actor, finding_id: str, value: Classification) -> None:
    version = store.journal.version_of(finding_id)
    record_classification(store, actor, (finding_id, value), version, new_id())


def busiest(plan: DemoPlan) -> str:
    """The laboratory that has most patients."""
    patients = Counter(one.laboratory_id for one in plan.patients)
    return min(patients, key=lambda one: (-patients[one], one))


def bring_report(
    store: Store,
    actor: Actor,
    plan: DemoPlan,
    laboratory_id: str,
    finding_ids: Mapping[str, Mapping[str, str]],
) -> None:
    """Record a tool's table about a laboratory's findings; ``finding_ids`` by pseudonym and key."""
    said = tuple(_told(plan, laboratory_id, finding_ids))
    if not said:
        return
    table = "\n".join(f"{one.finding_id},{one.scheme},{one.level},{one.said_on}" for one in said)
    mapping = ToolMapping({"Finding": "change", "Scheme": "scheme", "Level": "level"})
    digest = hashlib.sha256(table.encode()).hexdigest()
    value = ToolReport(laboratory_id, "EXAMPLE_tool_report.csv", digest, "example", mapping, said, len(said))
    record_tool_report(store, actor, value, 0, new_id())


def _told(
    plan: DemoPlan, laboratory_id: str, finding_ids: Mapping[str, Mapping[str, str]]
) -> Iterator[ToolSaid]:
    for patient in plan.patients:
        known = finding_ids.get(patient.pseudonym, {}) if patient.laboratory_id == laboratory_id else {}
        said_on: date = min(patient.profile.reported_on, plan.today)
        for one in words_of(plan, patient, TOOL, TOOL_OTHERWISE):
            if (finding_id := known.get(one.key)) is not None:
                yield ToolSaid(finding_id, one.scheme, one.level, TOOL, TOOL_VERSION, said_on)
