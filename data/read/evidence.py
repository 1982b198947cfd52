"""What the releases in force say of a case's findings, matched by the program and therefore proposed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from data.reach import reach_of
from data.read.case import graded
from data.read.case_facts import case_facts
from data.read.choices import label
from data.read.findings import profile_findings
from data.read.kept import Kept
from data.read.releases import releases_in_force, sources
from data.reference import codes
from data.reference.level_crosswalk import level_crosswalk
from data.reference.tumour_tree import ONCOTREE
from data.store import Store
from domain.assessment import Assessment
from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFacts
from domain.knowledge.evidence import Interaction, Release
from domain.knowledge.evidence_index import EvidenceIndex
from domain.knowledge.hits import Hit, Proposed, Relation, Resolution
from domain.knowledge.matching import Matched, match
from domain.people import Actor
from domain.views.case import CaseView, ProfileView
from domain.views.evidence import WEAKER, CaseEvidence, EvidenceLine, FindingEvidence, Group, ReleaseView
from domain.views.findings import FindingTable, ProfileFindings

_KEPT: Kept[CaseEvidence] = Kept(32)
_MATCHED: Kept[CaseEvidence] = Kept(32)
_TABLES: Kept[FindingTable] = Kept(128)
_INDEX: Kept[EvidenceIndex] = Kept(2)

RELATIONS = {
    Relation.SAME: "same",
    Relation.AGNOSTIC: "any tumour",
    Relation.NARROWER: "subtype",
    Relation.RELATED: "related",
    Relation.OTHER: "other tumour",
    Relation.UNKNOWN: "tumour not known",
}
RESOLUTIONS = {
    Resolution.EXACT: "exact change",
    Resolution.CODON: "codon",
    Resolution.EXON: "exon",
    Resolution.FUSION_PAIR: "fusion pair",
    Resolution.FUSION_ANY_PARTNER: "fusion, any partner",
    Resolution.COPY_NUMBER: "copy number",
    Resolution.GENE: "gene",
}
_OF_TUMOUR = RELATIONS | {
    Relation.SAME: "same tumour",
    Relation.NARROWER: "subtype of this tumour",
    Relation.RELATED: "related tumour",
}
"""A relation where no heading says that it is one of tumours."""
_JOINED = {Interaction.COMBINATION: " + ", Interaction.SUBSTITUTES: " or ", Interaction.SEQUENTIAL: " then "}
_OF_SOURCES = {"civic": "CIViC"}
"""Schemes that only a source grades by, never the board."""
_AMP = ("I-A", "I-B", "II-C", "II-D", "III", "IV")


def case_evidence(store: Store, actor: Actor, case: CaseView) -> CaseEvidence:
    """All evidence on the findings of a case within reach: every call in force, reported or not.

    Matching follows ``domain.knowledge.matching``; what was found is proposed and never the board's word.
    """
    key = (store.opened, store.sequence, reach_of(actor), case.case_id)

    def read() -> CaseEvidence:
        in_force = tuple(one.in_force for one in sources(store, actor))
        chosen = tuple(one for one in in_force if one is not None)
        with store.reading(reach_of(actor)) as reader:
            facts = case_facts(store, actor, case, reader)
        releases = releases_in_force(store, actor)
        brought = [(one, profile_findings(store, actor, one)) for one in case.profiles]
        seen = tuple((one.assay, found.seen) for one, found in brought)
        # Most acts change nothing that is matched: what was matched of the same facts is the same.
        of = (tuple(one.sha256 for one in releases), facts.findings, facts.tumour_code, seen, chosen)
        told = _MATCHED.get(of, lambda: _told(facts, chosen, _matched(releases, facts), _doubts(brought)))
        return replace(told, key=":".join(map(str, key)))

    return _KEPT.get(key, read)


def with_evidence(table: FindingTable, evidence: CaseEvidence) -> FindingTable:
    """A table of findings with what is known of each row, in short words and as a strength to sort by."""
    key = f"{table.key}:{evidence.key}"

    def read() -> FindingTable:
        known = evidence.by_finding
        rows = tuple(
            replace(row, evidence=known[row.finding_id].words, strength=known[row.finding_id].strength)
            if row.finding_id in known
            else row
            for row in table.rows
        )
        return replace(table, key=key, rows=rows)

    return _TABLES.get(key, read)


def _index(releases: tuple[Release, ...]) -> EvidenceIndex:
    key = tuple(one.sha256 for one in releases)
    return _INDEX.get(key, lambda: EvidenceIndex(releases, level_crosswalk()))


def _matched(releases: tuple[Release, ...], facts: CaseFacts) -> Matched:
    return match(_index(releases), facts, ONCOTREE) if facts.findings else Matched()


def _doubts(brought: Iterable[tuple[ProfileView, ProfileFindings]]) -> dict[str, str]:
    """By finding: that its class counts as not assessed in its profile, though the file names the call."""
    found: dict[str, str] = {}
    for profile, findings in brought:
        failed = {one.kind: one for one in findings.seen if one.state is Assessment.NOT_ASSESSED}
        for row in (row for table in findings.tables for row in table.rows):
            if (one := failed.get(row.kind)) is not None:
                found[row.finding_id] = (
                    f"Confirm the call first: {one.label.lower()} of sample {profile.sample_id} count as not "
                    f"assessed. {one.reason or ''}".rstrip()
                )
    return found


def _told(
    facts: CaseFacts, releases: Sequence[ReleaseView], matched: Matched, doubts: Mapping[str, str]
) -> CaseEvidence:
    known = {(one.source, one.name, one.version): one for one in releases}
    lines: dict[str, list[EvidenceLine]] = defaultdict(list)
    for group, hits in (
        (Group.AGAINST, matched.against),
        (Group.SUPPORTING, matched.supporting),
        (Group.OTHER_TYPES, matched.other_types),
        (Group.UNDETERMINED, matched.undetermined),
        (Group.NOT_SUPPORTING, matched.does_not_support),
    ):
        for hit in hits:
            line = _line(group, hit, known.get((hit.source, hit.name, hit.release)))
            for finding_id in hit.finding_ids:
                lines[finding_id].append(line)
    found = {
        one.finding_id: FindingEvidence(
            one.finding_id,
            one.label,
            short_words(mine),
            strength(mine),
            tuple(mine),
            doubts.get(one.finding_id),
        )
        for one in facts.findings
        if (mine := lines.get(one.finding_id))
    }
    signatures = (one for one in facts.findings if one.kind is FindingClass.BIOMARKER)
    of_case = tuple(found[one.finding_id] for one in signatures if one.finding_id in found)
    return CaseEvidence("", tuple(releases), found, of_case, len(facts.findings))


def _line(group: Group, hit: Hit, release: ReleaseView | None) -> EvidenceLine:
    item = hit.item
    return EvidenceLine(
        group=group,
        hit=hit,
        level=level_words(item.level_scheme, item.level),
        release=release.title if release else hit.release,
        released_on=release.released_on if release else None,
        relation=RELATIONS[hit.relation],
        resolution=RESOLUTIONS[hit.resolution],
        drugs=_JOINED.get(item.interaction, ", ").join(item.drugs),
        proposed=_proposed(hit.proposed),
    )


def level_words(scheme: str, level: str) -> str:
    """A level with the scheme it belongs to; one of a scheme that is not known here stands as it is."""
    if codes.code("evidence_scheme", scheme) is None:
        return f"{_OF_SOURCES.get(scheme, scheme)} {level}".strip()
    return graded(scheme, level) if scheme in codes.systems() else f"{scheme} {level}".strip()


def _proposed(one: Proposed) -> str | None:
    told = [f"AMP {one.amp}"] if one.amp else []
    told += [f"at most {label('escat', one.escat_ceiling)}"] if one.escat_ceiling else []
    return ", ".join(told) or None


def short_words(lines: Sequence[EvidenceLine]) -> str:
    """The best of a finding's evidence for the table, resistance first and by its word, the rest counted."""
    of = {group: [one for one in lines if one.group is group] for group in Group}
    told = []
    against = [one for one in of[Group.AGAINST] if not one.hit.item.flagged]
    here = [one for one in against if one.hit.relation is not Relation.OTHER]
    if here:
        told.append(f"Resistance {_best(here)}")
    if firm := [one for one in of[Group.SUPPORTING] if not one.hit.item.flagged]:
        told.append(_best(firm))
    if elsewhere := len(against) - len(here):
        told.append(f"resistance in other tumours ({elsewhere})")
    if told:
        return "; ".join(told)
    if others := of[Group.OTHER_TYPES]:
        kinds = dict.fromkeys(one.hit.item.type.value for one in others)
        return f"{', '.join(kinds).capitalize()} only ({len(others)})"
    if open_ones := of[Group.UNDETERMINED]:
        return f"Undetermined ({len(open_ones)})"
    return f"Not supported or doubted ({len(lines)})"


def _best(lines: Sequence[EvidenceLine]) -> str:
    # Ranked by tumour first; in a word, an approved drug for any tumour says more than a mouse for this one.
    first, rest = min(lines, key=_strength), len(lines) - 1
    item = first.hit.item
    more = f" and {rest:,} more {'item' if rest == 1 else 'items'}" if rest else ""
    return f"{first.level}, {_OF_TUMOUR[first.hit.relation]}: {first.drugs or item.significance}{more}"


def strength(lines: Sequence[EvidenceLine]) -> int:
    """How strong the best of a finding's evidence is, to sort by: the smaller, the stronger."""
    return min(map(_strength, lines), default=2 * WEAKER)


def _strength(one: EvidenceLine) -> int:
    amp = one.hit.proposed.amp
    level = _AMP.index(amp) if amp in _AMP else len(_AMP)
    nearness = tuple(Relation).index(one.hit.relation)
    weaker = one.group not in {Group.AGAINST, Group.SUPPORTING} or one.hit.item.flagged
    return level * 10 + nearness + WEAKER * weaker
