"""Under which recommendations in force something changed since they were given, within the reader's reach."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.reach import reach_of
from data.read.advice import DRUGS_TOGETHER
from data.read.case import graded
from data.read.choices import label, tumour_name
from data.read.classified_before import said_by_words
from data.read.drift_facts import ProfileAsked, facts_by_profile
from data.read.drift_releases import Switches, drug_name, index_of, item_of, reading, switches
from data.read.drift_trials import TrialsThenNow, trials_then_now
from data.read.kept import Kept
from data.reference.level_crosswalk import level_crosswalk
from data.reference.tumour_tree import ONCOTREE
from data.store import Reader, Store
from domain.assessment import Assessment
from domain.codes import RecommendationKind
from domain.drift.changes import Drift, DriftKind, Severity, Side, in_order
from domain.drift.classifications import Said, reclassified
from domain.drift.evidence import Advised, cited_drift
from domain.drift.matched import matched_drifts
from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFacts, CaseFinding
from domain.knowledge.evidence import DrugEffect, Release, Source
from domain.knowledge.hits import Hit
from domain.knowledge.matching import match
from domain.knowledge.profiles import genes_of
from domain.people import Actor
from domain.recommendations import CitedEvidence
from domain.views.drift import Changed, ChangedAdvice, SeenChange
from domain.views.follow_up import WhoseCase

_KEPT: Kept[Changed] = Kept(64)
_GENES: Kept[frozenset[str]] = Kept(16)
_TRIAL_KINDS = {RecommendationKind.CLINICAL_TRIAL.value, RecommendationKind.MEDICAL_NEED_PROGRAMME.value}


def changed(store: Store, actor: Actor, case_id: str | None = None) -> Changed:
    """What changed under advice in force, of one case or of all within reach.

    Compared is what the store said right after the recommendation, or its last correction, was recorded
    with what it says now. Matching for it looks at the profiles that the advice rests on; what an item
    asks to be absent is not looked for, so that such an item is never told as new.
    """
    key = (store.opened, store.sequence, reach_of(actor), case_id)

    def read() -> Changed:
        with store.reading(reach_of(actor)) as reader:
            return _read(store, actor, reader, case_id)

    return _KEPT.get(key, read)


@dataclass(slots=True)
class _Looked:
    """What was read for the recommendations that are compared, by their ids."""

    switches: Switches
    trials: TrialsThenNow | None
    supporting: Mapping[str, Sequence[Mapping[str, Any]]]
    cited: Mapping[str, Sequence[CitedEvidence]]
    classified: Sequence[Mapping[str, Any]]
    facts: Mapping[int, Sequence[CaseFinding]]


def _read(store: Store, actor: Actor, reader: Reader, case_id: str | None) -> Changed:
    of = {"case_id": case_id}
    advice = reader.rows("drift/recommendations", **of)
    acknowledged = reader.rows("drift/acknowledged", **of)
    seen = tuple(map(_seen, acknowledged))
    if not advice:
        return Changed((), seen, 0)
    looked = _look(store, actor, reader, advice, of)
    known = {(one.recommendation_id, one.wording, one.drift_id) for one in seen}
    versions: dict[str, int] = defaultdict(int)
    for row in acknowledged:
        versions[row["recommendation_id"]] = max(versions[row["recommendation_id"]], row["version"])
    rows = []
    for one in advice:
        drifts = tuple(
            drift
            for drift in _drifts(one, looked)
            if (one["recommendation_id"], one["version"], drift.drift_id) not in known
        )
        if drifts:
            rows.append(_advice(one, versions[one["recommendation_id"]], in_order(drifts)))
    rows.sort(key=lambda one: (-one.since.toordinal(), one.severity.place, one.recommendation_id))
    return Changed(tuple(rows), seen, len(advice))


def _look(
    store: Store,
    actor: Actor,
    reader: Reader,
    advice: Sequence[Mapping[str, Any]],
    of: Mapping[str, str | None],
) -> _Looked:
    supporting: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in reader.rows("drift/supporting", **of):
        supporting[row["recommendation_id"]].append(row)
    cited: dict[str, list[CitedEvidence]] = defaultdict(list)
    for row in reader.rows("drift/cited", **of):
        cited[row["recommendation_id"]].append(_cited(row))
    numbers = sorted({row["profile_no"] for rows in supporting.values() for row in rows})
    classified = reader.rows("drift/classified", profiles=numbers) if numbers else []
    looked = _Looked(
        switches(store, actor, reader),
        trials_then_now(reader) if any(one["kind"] in _TRIAL_KINDS for one in advice) else None,
        supporting,
        cited,
        classified,
        {},
    )
    looked.facts = _facts(reader, advice, looked)
    return looked


def _facts(
    reader: Reader, advice: Iterable[Mapping[str, Any]], looked: _Looked
) -> Mapping[int, Sequence[CaseFinding]]:
    """The findings of the profiles under advice for which a release was switched since."""
    touched = [one for one in advice if _drugs(one) and looked.switches.since(one["sequence"])]
    asked = {
        row["profile_no"]: ProfileAsked(row["profile_no"], row["laboratory_id"], row["assay"], row["dated"])
        for one in touched
        for row in looked.supporting.get(one["recommendation_id"], ())
    }
    if not asked:
        return {}
    drugs = frozenset(drug for one in touched for drug in _drugs(one))
    releases = {
        release.sha256: release
        for one in touched
        for switched in looked.switches.since(one["sequence"])
        for release in (switched.then, switched.now)
        if release is not None
    }
    genes = sorted({gene for one in releases.values() for gene in _genes(one, drugs)})
    return facts_by_profile(reader, asked.values(), genes, looked.classified)


def _genes(release: Release, drugs: frozenset[str]) -> frozenset[str]:
    """The genes that a release's items on some drugs speak of."""

    def read() -> frozenset[str]:
        items = (item for item in release.items if any(drug_name(one) in drugs for one in item.drugs))
        return frozenset(gene for item in items for gene in genes_of(item.profile))

    return _GENES.get((release.sha256, drugs), read)


def _drugs(row: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(map(drug_name, filter(None, (row["drugs"] or "").split(DRUGS_TOGETHER))))


def _drifts(row: Mapping[str, Any], looked: _Looked) -> tuple[Drift, ...]:
    found = [*_of_evidence(row, looked), *_of_classes(row, looked)]
    if looked.trials is not None and row["kind"] in _TRIAL_KINDS:
        drift = looked.trials.drift(row["trial_id"], row["sequence"])
        found += [drift] if drift is not None else []
    return tuple({one.drift_id: one for one in found}.values())


def _of_evidence(row: Mapping[str, Any], looked: _Looked) -> tuple[Drift, ...]:
    supporting = looked.supporting.get(row["recommendation_id"], ())
    cited = tuple(looked.cited.get(row["recommendation_id"], ()))
    found = [drift for one in cited if (drift := _of_cited(one, row, looked.switches)) is not None]
    switched = looked.switches.since(row["sequence"])
    drugs = _drugs(row)
    if not switched or not drugs or not supporting:
        return tuple(found)
    level = (row["evidence_scheme"], row["evidence_level"]) if row["evidence_scheme"] else None
    advised = Advised(drugs, frozenset(one["finding_id"] for one in supporting), cited, level)
    findings = tuple(
        dict.fromkeys(
            finding
            for number in dict.fromkeys(one["profile_no"] for one in supporting)
            for finding in looked.facts.get(number, ())
        )
    )
    facts = CaseFacts(findings, row["oncotree_code"], _nothing_assessed)
    then = _hits((one.then for one in switched), facts)
    now = _hits((one.now for one in switched), facts)
    return (*found, *matched_drifts(advised, switched, then, now, item_of, reading()))


def _nothing_assessed(gene: str, kind: FindingClass) -> Assessment:
    return Assessment.NOT_ASSESSED


def _hits(releases: Iterable[Release | None], facts: CaseFacts) -> tuple[Hit, ...]:
    known = tuple(one for one in releases if one is not None)
    return match(index_of(known), facts, ONCOTREE).predictive if known and facts.findings else ()


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


def _of_classes(row: Mapping[str, Any], looked: _Looked) -> tuple[Drift, ...]:
    labels = {one["finding_id"]: one["label"] for one in looked.supporting.get(row["recommendation_id"], ())}
    said = (_said(one, labels[one["finding_id"]]) for one in looked.classified if one["finding_id"] in labels)
    return reclassified(said, row["sequence"], level_crosswalk())


def _said(row: Mapping[str, Any], finding: str) -> Said:
    voice = tuple(str(row[name] or "") for name in ("said_by", "speaker", "scheme", "aspect"))
    return Said(
        finding_id=row["finding_id"],
        label=finding,
        voice=voice,
        by=said_by_words(row),
        scheme=row["scheme"],
        level=row["level"],
        words=graded(row["scheme"], row["level"]),
        aspect=row["aspect"],
        on=row["said_on"],
        recorded_on=row["recorded_on"],
        sequence=row["sequence"],
    )


def _cited(row: Mapping[str, Any]) -> CitedEvidence:
    return CitedEvidence(
        Source(row["source"]), row["release_version"], row["released_on"], row["item_id"],
        row["level_scheme"], row["level"], DrugEffect(row["effect"]), row["words"],
    )  # fmt: skip


def _advice(row: Mapping[str, Any], version: int, drifts: tuple[Drift, ...]) -> ChangedAdvice:
    trial = ", ".join(part for part in (row["trial_id"], row["trial_title"]) if part)
    what = "; ".join(part for part in (row["drugs"], trial) if part)
    kind = label("recommendation_kind", row["kind"])
    whose = WhoseCase(
        row["patient_id"],
        row["pseudonym"],
        tumour_name(row["oncotree_code"]),
        row["centre"],
        row["synthetic"],
    )
    return ChangedAdvice(
        recommendation_id=row["recommendation_id"],
        wording=row["version"],
        version=version,
        case_id=row["case_id"],
        whose=whose,
        kind=RecommendationKind(row["kind"]),
        advice=f"{kind}: {what}" if what else kind,
        recommended_on=row["recommended_on"],
        drifts=drifts,
    )


def _seen(row: Mapping[str, Any]) -> SeenChange:
    return SeenChange(
        recommendation_id=row["recommendation_id"],
        wording=row["wording"],
        case_id=row["case_id"],
        pseudonym=row["pseudonym"],
        centre=row["centre"],
        synthetic=row["synthetic"],
        drift_id=row["drift_id"],
        kind=DriftKind(row["kind"]),
        severity=Severity(row["severity"]),
        sentence=row["sentence"],
        before=Side(row["before_text"], row["before_where"], row["before_on"]),
        now=Side(row["now_text"], row["now_where"], row["now_on"]),
        since=row["since"],
        comment=row["comment"],
        recorded_by=row["recorded_by"],
        recorded_at=row["recorded_at"],
    )
