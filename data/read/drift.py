"""Under which recommendations in force something changed since they were given, within the reader's reach."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from data.reach import reach_of
from data.read.advice import DRUGS_TOGETHER
from data.read.drift_assessed import CaseSeen, cases_seen, nothing_assessed, wants_absence
from data.read.drift_facts import ProfileAsked, facts_by_profile
from data.read.drift_not_again import Gone, not_again
from data.read.drift_reanalysed import FoundAgain, found_again, replaced_profiles
from data.read.drift_releases import (
    Switches,
    drug_name,
    index_of,
    item_of,
    items_on,
    reading,
    switches,
)
from data.read.drift_rows import advice_of, cited_of, said_of, seen_of
from data.read.drift_tests import TestGone, tests_gone
from data.read.drift_trials import TrialsThenNow, trials_then_now
from data.read.kept import Kept
from data.reference.level_crosswalk import level_crosswalk
from data.reference.tumour_tree import ONCOTREE
from data.store import Reader, Store
from domain.codes import RecommendationKind
from domain.drift.changes import Drift, in_order
from domain.drift.classifications import reclassified
from domain.drift.evidence import Advised, Switched, cited_drift
from domain.drift.matched import Met, matched_drifts
from domain.knowledge.case_facts import CaseFacts, CaseFinding
from domain.knowledge.evidence import Release
from domain.knowledge.hits import Hit
from domain.knowledge.matching import match
from domain.knowledge.profiles import genes_of
from domain.people import Actor
from domain.recommendations import CitedEvidence
from domain.views.case import CaseView
from domain.views.drift import Changed, ChangedAdvice

T = TypeVar("T")

_KEPT: Kept[Changed] = Kept(16)
_OF_CASES: Kept[tuple[ChangedAdvice, ...]] = Kept(64)
_TRIAL_KINDS = {RecommendationKind.CLINICAL_TRIAL.value, RecommendationKind.MEDICAL_NEED_PROGRAMME.value}


def changed(store: Store, actor: Actor) -> Changed:
    """What changed under all advice in force within reach, with what was seen of it.

    Compared is what the store said right after the recommendation, or its last correction, was recorded
    with what it says now. Matching for it looks at the profiles that the advice rests on, and where an
    item asks for something to be absent at all that are in force of the tumour, too.
    """

    def read(reader: Reader) -> Changed:
        advice = reader.rows("drift/recommendations")
        seen = tuple(map(seen_of, reader.rows("drift/acknowledged")))
        return Changed(_changed(store, actor, reader, advice, None), seen, len(advice))

    return _kept(_KEPT, store, actor, None, read)


def changed_in_case(store: Store, actor: Actor, case: CaseView) -> tuple[ChangedAdvice, ...]:
    """What changed under the advice of one case, as ``changed`` tells it of all."""

    def read(reader: Reader) -> tuple[ChangedAdvice, ...]:
        whose = {
            "case_id": case.case_id, "patient_id": case.patient_id, "pseudonym": case.pseudonym,
            "oncotree_code": case.oncotree_code, "centre": case.centre, "synthetic": case.synthetic,
        }  # fmt: skip
        advice = [{**row, **whose} for row in reader.rows("drift/of_case", case_id=case.case_id)]
        return _changed(store, actor, reader, advice, case.case_id)

    return _kept(_OF_CASES, store, actor, case.case_id, read)


def _kept(kept: Kept[T], store: Store, actor: Actor, case_id: str | None, read: Callable[[Reader], T]) -> T:
    """What was read, kept until an act that may change it; most acts of a meeting do not."""
    reach = reach_of(actor)

    def ask() -> T:
        with store.reading(reach) as reader:
            told = reader.row("drift/progress")
            until = ("until", store.opened, told["sequence"] if told else None, reach, case_id)
            return kept.get(until, lambda: read(reader))

    return kept.get((store.opened, store.sequence, reach, case_id), ask)


@dataclass(slots=True)
class _Looked:
    """What was read for the recommendations that are compared, by their ids."""

    switches: Switches
    trials: TrialsThenNow | None
    supporting: Mapping[str, Sequence[Mapping[str, Any]]]
    cited: Mapping[str, Sequence[CitedEvidence]]
    again: Mapping[str, Sequence[FoundAgain]]
    gone: Mapping[str, Gone | TestGone]
    """What a re-analysis does not have, and the single tests that changed, by finding."""
    classified: Sequence[Mapping[str, Any]]
    said: Mapping[str, Sequence[Mapping[str, Any]]]
    """What of it was said of each finding."""
    facts: Mapping[int, Sequence[CaseFinding]] = field(default_factory=dict)
    seen: Mapping[str, CaseSeen] = field(default_factory=dict)
    """By case, where something that has to be absent is asked for."""


def _changed(
    store: Store, actor: Actor, reader: Reader, advice: Sequence[Mapping[str, Any]], case_id: str | None
) -> tuple[ChangedAdvice, ...]:
    """The advice under which something changed that is not seen, the newest first, then the most severe."""
    if not advice:
        return ()
    looked = _look(store, actor, reader, advice, case_id)
    known = set()
    versions: dict[str, int] = defaultdict(int)
    for row in reader.rows("drift/known", case_id=case_id):
        known.add((row["recommendation_id"], row["wording"], row["drift_id"]))
        versions[row["recommendation_id"]] = row["version"]
    rows = []
    for one in advice:
        of = (one["recommendation_id"], one["version"])
        drifts = tuple(drift for drift in _drifts(one, looked) if (*of, drift.drift_id) not in known)
        if drifts:
            rows.append(advice_of(one, versions[one["recommendation_id"]], in_order(drifts)))
    rows.sort(key=lambda one: (-one.since.toordinal(), one.severity.place, one.recommendation_id))
    return tuple(rows)


def _look(
    store: Store,
    actor: Actor,
    reader: Reader,
    advice: Sequence[Mapping[str, Any]],
    case_id: str | None,
) -> _Looked:
    supporting: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in reader.rows("drift/supporting", case_id=case_id):
        supporting[row["recommendation_id"]].append(row)
    cited: dict[str, list[CitedEvidence]] = defaultdict(list)
    for row in reader.rows("drift/cited", case_id=case_id):
        cited[row["recommendation_id"]].append(cited_of(row))
    rested_on = [row for rows in supporting.values() for row in rows]
    replaced = replaced_profiles(reader, rested_on)
    again = found_again(reader, rested_on, replaced)
    numbers = {row["profile_no"] for rows in supporting.values() for row in rows}
    numbers |= {one.profile_no for found in again.values() for one in found}
    classified = reader.rows("drift/classified", profiles=sorted(numbers)) if numbers else []
    said: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in classified:
        said[row["finding_id"]].append(row)
    looked = _Looked(
        switches(store, actor, reader),
        trials_then_now(reader) if any(one["kind"] in _TRIAL_KINDS for one in advice) else None,
        supporting,
        cited,
        again,
        {
            **not_again(reader, rested_on, replaced, again, classified),
            **tests_gone(reader, rested_on, replaced),
        },
        classified,
        said,
    )
    _look_at_findings(reader, advice, looked)
    return looked


def _look_at_findings(reader: Reader, advice: Iterable[Mapping[str, Any]], looked: _Looked) -> None:
    """Read the findings of the profiles under advice for which a release was switched since."""
    asked: dict[int, ProfileAsked] = {}
    genes: set[str] = set()
    of_cases: set[str] = set()
    for one in advice:
        switched, drugs = _switched(one, looked), _drugs(one)
        asked_of = [release for each in switched for release in each.both]
        asked_of += looked.switches.throughout(one["sequence"]) if switched else []
        items = [item for release in asked_of for item in items_on(release, drugs)]
        genes.update(gene for item in items for gene in genes_of(item.profile))
        supporting = looked.supporting.get(one["recommendation_id"], ()) if items else ()
        for row in supporting:
            asked[row["profile_no"]] = ProfileAsked(
                row["profile_no"], row["laboratory_id"], row["assay"], row["dated"]
            )
        if supporting and any(wants_absence(item.profile) for item in items):
            of_cases.add(one["case_id"])
    if not asked:
        return
    classified = looked.classified
    if of_cases:
        looked.seen = cases_seen(reader, of_cases)
        known = {row["profile_no"] for rows in looked.supporting.values() for row in rows}
        asked |= {one.profile_no: one for seen in looked.seen.values() for one in seen.profiles}
        if others := sorted(asked.keys() - known):
            classified = [*classified, *reader.rows("drift/classified", profiles=others)]
    looked.facts = facts_by_profile(reader, asked.values(), sorted(genes), classified)


def _switched(row: Mapping[str, Any], looked: _Looked) -> tuple[Switched, ...]:
    """The tables that say something else of the advised treatment now than then."""
    drugs = _drugs(row)
    since = looked.switches.since(row["sequence"]) if drugs else ()
    return tuple(one for one in since if items_on(one.then, drugs) != items_on(one.now, drugs))


def _drugs(row: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(map(drug_name, filter(None, (row["drugs"] or "").split(DRUGS_TOGETHER))))


def _drifts(row: Mapping[str, Any], looked: _Looked) -> tuple[Drift, ...]:
    found = [*_of_evidence(row, looked), *_of_classes(row, looked), *_of_findings(row, looked)]
    if looked.trials is not None and row["kind"] in _TRIAL_KINDS:
        drift = looked.trials.drift(row["trial_id"], row["sequence"])
        found += [drift] if drift is not None else []
    return tuple({one.drift_id: one for one in found}.values())


def _of_evidence(row: Mapping[str, Any], looked: _Looked) -> tuple[Drift, ...]:
    supporting = looked.supporting.get(row["recommendation_id"], ())
    cited = tuple(looked.cited.get(row["recommendation_id"], ()))
    found = [drift for one in cited if (drift := _of_cited(one, row, looked.switches)) is not None]
    switched, drugs = _switched(row, looked), _drugs(row)
    if not switched or not supporting:
        return tuple(found)
    level = (row["evidence_scheme"], row["evidence_level"]) if row["evidence_scheme"] else None
    advised = Advised(drugs, frozenset(one["finding_id"] for one in supporting), cited, level)
    seen = looked.seen.get(row["case_id"], CaseSeen((), nothing_assessed))
    numbers = (*(one["profile_no"] for one in supporting), *(one.profile_no for one in seen.profiles))
    findings = tuple(
        dict.fromkeys(
            finding for number in dict.fromkeys(numbers) for finding in looked.facts.get(number, ())
        )
    )
    facts = CaseFacts(findings, row["oncotree_code"], seen.assessed)
    met = Met(
        _hits((one.then for one in switched), facts, drugs),
        _hits((one.now for one in switched), facts, drugs),
        _hits(looked.switches.throughout(row["sequence"]), facts, drugs),
    )
    return (*found, *matched_drifts(advised, switched, met, item_of, reading()))


def _hits(releases: Iterable[Release | None], facts: CaseFacts, drugs: frozenset[str]) -> tuple[Hit, ...]:
    known = tuple(one for one in releases if one is not None)
    return match(index_of(known, drugs), facts, ONCOTREE).predictive if known and facts.findings else ()


def _of_cited(cited: CitedEvidence, row: Mapping[str, Any], known: Switches) -> Drift | None:
    table, release_id = known.table_of(cited)
    switched = known.now(table, row["sequence"], row["recommended_on"])
    now = switched.now
    if now is not None and (now.sha256 == release_id or now.version == cited.release):
        return None
    old = known.get(release_id)
    return cited_drift(
        cited,
        item_of(old, cited.item_id) if old is not None else None,
        switched,
        item_of(now, cited.item_id) if now is not None else None,
        reading(),
    )


def _of_findings(row: Mapping[str, Any], looked: _Looked) -> Iterable[Drift]:
    """What was recorded since of findings under a recommendation that do not stand as they did."""
    for of in looked.supporting.get(row["recommendation_id"], ()):
        gone = looked.gone.get(of["finding_id"])
        if gone is not None and gone.sequence > row["sequence"]:
            yield gone.drift(of["label"])


def _of_classes(row: Mapping[str, Any], looked: _Looked) -> tuple[Drift, ...]:
    found: list[Drift] = []
    for of in looked.supporting.get(row["recommendation_id"], ()):
        finding_id = of["finding_id"]
        ids = (finding_id, *(one.finding_id for one in looked.again.get(finding_id, ())))
        rows = (row for each in ids for row in looked.said.get(each, ()))
        said = (replace(said_of(one, of["label"]), finding_id=finding_id) for one in rows)
        found += reclassified(said, row["sequence"], level_crosswalk())
    return tuple(found)
