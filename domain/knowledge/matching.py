"""Which items of evidence meet a case: against, supporting, of other types, not supporting, undetermined."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.knowledge.case_facts import CaseFacts
from domain.knowledge.crosswalk import LABEL, NOTHING_PROPOSED
from domain.knowledge.evidence import Direction, DrugEffect, EvidenceItem, EvidenceType
from domain.knowledge.evidence_index import Entry, EvidenceIndex
from domain.knowledge.hits import Answer, Hit, Proposed, Relation, Resolution
from domain.knowledge.ranking import conflicts, marked, rank
from domain.knowledge.truth import Looked, Truth, Verdict, evaluate
from domain.knowledge.tumour_relation import TumourTree, at_level, relation, relation_words

_HOW = {
    Resolution.EXACT: "exactly",
    Resolution.CODON: "by its codon",
    Resolution.EXON: "by its exon",
    Resolution.FUSION_PAIR: "by both partners",
    Resolution.FUSION_ANY_PARTNER: "by one partner, whatever the other",
    Resolution.COPY_NUMBER: "by its copy number",
    Resolution.GENE: "by its gene",
}
_FAR = {Relation.OTHER, Relation.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Matched:
    """The hits of a case, each group in its order of rank."""

    against: tuple[Hit, ...] = ()
    """Predictive: resistance, reduced sensitivity, adverse response. Shown first and apart."""
    supporting: tuple[Hit, ...] = ()
    """Predictive: sensitivity."""
    other_types: tuple[Hit, ...] = ()
    """Prognostic, diagnostic, predisposing, oncogenic, functional; predictive where the source states no
    effect or does not say whether its study supports it."""
    does_not_support: tuple[Hit, ...] = ()
    """Items whose study did not support what they are about: never shown as support."""
    undetermined: tuple[Hit, ...] = ()
    """Items that would hold if something were known that is not; ``to_confirm`` says what."""

    @property
    def predictive(self) -> tuple[Hit, ...]:
        """What speaks against and what speaks for drugs, in this order."""
        return self.against + self.supporting


def match(index: EvidenceIndex, facts: CaseFacts, tree: TumourTree) -> Matched:
    """The items of the index that meet a case, ranked and grouped, each with why.

    ``facts.findings`` must be normalised (``domain.knowledge.case_findings``). Flagged items stand last in
    their group, without a proposal. The rules are those of decision 0011.
    """
    case = Looked(facts)
    touched = set(index.absence_only)
    genes = index.genes
    for finding in facts.findings:
        for gene in finding.genes:
            if gene in genes:
                case.by_gene.setdefault(gene, []).append(finding)
        for atom, how in index.met_by(finding):
            case.saw(atom, finding, how)
            touched.update(index.entries_of(atom))
    relations: dict[int, Relation] = {}
    ranked: list[tuple[tuple[object, ...], Hit]] = []
    for number in touched:
        entry = index.entries[number]
        verdict = evaluate(entry.item.profile, case, entry.item.origin)
        if verdict.truth is Truth.FALSE:
            continue
        near = relations.get(entry.scope_number)
        if near is None:
            near = relation(facts.tumour_code, entry.item.scope, tree)
            relations[entry.scope_number] = near
        near = at_level(near, entry.item)
        # What only asks for absence is true of nearly every case: elsewhere it says nothing of this one.
        if not verdict.parts and (near in _FAR or verdict.truth is Truth.UNKNOWN):
            continue
        hit = _hit(entry, verdict, near, index)
        ranked.append((rank(hit, entry.level_order), hit))
    ranked.sort(key=lambda one: one[0])
    return _grouped([hit for _, hit in ranked])


def _hit(entry: Entry, verdict: Verdict, near: Relation, index: EvidenceIndex) -> Hit:
    item = entry.item
    holds = verdict.truth is Truth.TRUE
    findings = (finding.finding_id for part in verdict.parts for finding, _ in part.seen)
    return Hit(
        source=entry.release.source,
        release=entry.release.version,
        item=item,
        finding_ids=tuple(dict.fromkeys(findings)),
        resolution=Resolution.GENE if verdict.resolution is None else verdict.resolution,
        relation=near,
        answer=Answer.HOLDS if holds else Answer.UNDETERMINED,
        why=_why(verdict, near, item),
        to_confirm=verdict.confirm + _of_tumour(near, item),
        proposed=_proposed(item, near, index) if holds else NOTHING_PROPOSED,
        name=entry.release.name,
    )


def _why(verdict: Verdict, near: Relation, item: EvidenceItem) -> str:
    said = []
    for part in verdict.parts:
        labels = " and ".join(dict.fromkeys(finding.label for finding, _ in part.seen))
        how = _HOW[part.seen[0][1].resolution]
        said.append(f"{labels} meets “{part.atom.text}” {how}")
    met = ", ".join(said) or f"“{item.profile_text}” asks only for what is not there"
    return f"{met}; {relation_words(near, item)}."


def _of_tumour(near: Relation, item: EvidenceItem) -> tuple[str, ...]:
    said = []
    if near is Relation.NARROWER:
        said.append(f"Ask for the subtype: the item speaks of {item.scope.text}.")
    if item.scope.condition:
        said.append(f"Confirm of the tumour: {item.scope.condition}.")
    return tuple(said)


def _proposed(item: EvidenceItem, near: Relation, index: EvidenceIndex) -> Proposed:
    """What the crosswalk proposes for predictive items that count; ESCAT has no tier for resistance."""
    counted = item.direction is Direction.SUPPORTS and not item.flagged
    if not counted or item.type is not EvidenceType.PREDICTIVE:
        return NOTHING_PROPOSED
    proposed = index.crosswalk.proposed(item.level_scheme, item.level, near)
    cited = f"{item.citation_id} {item.citation}"
    amp = index.crosswalk.proposed(*LABEL, near).amp if "EMA:" in cited else proposed.amp
    return Proposed(amp, None if item.effect.against else proposed.escat_ceiling)


def _grouped(hits: Iterable[Hit]) -> Matched:
    hits = list(hits)
    disputed = conflicts(hits)
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(_group(hit), []).append(marked(hit, disputed))
    return Matched(**{name: tuple(found) for name, found in groups.items()})


def _group(hit: Hit) -> str:
    if hit.answer is Answer.UNDETERMINED:
        return "undetermined"
    if hit.item.direction is Direction.DOES_NOT_SUPPORT:
        return "does_not_support"
    said = hit.item.direction is Direction.SUPPORTS and hit.item.effect is not DrugEffect.OTHER
    if hit.item.type is not EvidenceType.PREDICTIVE or not said:
        return "other_types"
    return "against" if hit.item.effect.against else "supporting"
