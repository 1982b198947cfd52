"""What a panel list would have found in each patient of the cohort that the actor may count."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from data.reach import reach_of
from data.read.kept import Kept
from data.read.panels import located
from data.read.thresholds import in_force
from data.reference.genes import current_symbol
from data.reference.tumour_tree import ONCOTREE
from data.store import Reader, Store
from domain.findings import (
    BiomarkerName,
    CopyNumberCall,
    CopyNumberChange,
    FindingClass,
    Fusion,
    Rearrangement,
    SpliceVariant,
)
from domain.knowledge.case_facts import CaseFinding
from domain.knowledge.case_findings import SIGNATURES, case_finding, small_variant
from domain.knowledge.copy_cut_offs import AMPLIFICATION, CutOffs
from domain.knowledge.exon_words import exons_in
from domain.panel_answers import Gap, PanelState, covers_tumour, would_find
from domain.panel_cohort import (
    EVERYBODY,
    JudgedOn,
    PanelCohort,
    PanelNarrowed,
    PanelPatient,
    is_actionable,
)
from domain.panels import PanelList
from domain.people import Actor
from domain.quality import Outcome
from domain.thresholds import Band

_KEPT: Kept[PanelCohort] = Kept(4)
NOT_KNOWN = "Not known"
_Answers = dict[str, list[tuple[PanelState, Gap | None]]]


def panel_cohort(
    store: Store, actor: Actor, panel: PanelList, judged_on: JudgedOn, narrowed: PanelNarrowed = EVERYBODY
) -> PanelCohort:
    """The patients within the actor's reach and filters, each judged by the list; kept until the next act.

    A patient's tumour is that of her first case; a finding is judged for the tumour of its profile.
    """
    reach = reach_of(actor)
    key = (store.opened, store.sequence, reach, panel.panel_id, judged_on, narrowed)

    def read() -> PanelCohort:
        with store.reading(reach) as reader:
            return _cohort(reader, panel, judged_on, narrowed)

    return _KEPT.get(key, read)


def _cohort(reader: Reader, panel: PanelList, judged_on: JudgedOn, narrowed: PanelNarrowed) -> PanelCohort:
    answers = _answers(reader, panel, judged_on)
    rows = reader.rows(
        "panels/patients", centre_id=narrowed.centre_id, since=narrowed.since, until=narrowed.until
    )
    patients = tuple(
        PanelPatient(
            centre=row["centre"],
            tumour=_main_type(row["oncotree_code"]),
            outcome=Outcome(row["outcome"]) if row["outcome"] else None,
            actionable=row["actionable"],
            listed=covers_tumour(panel, row["oncotree_code"], _day(panel, judged_on, row["dated"]), ONCOTREE),
            answers=tuple(answers.get(row["patient"], ())),
        )
        for row in rows
    )
    return PanelCohort(patients, sum(row["synthetic"] for row in rows))


def _main_type(code: str | None) -> str:
    return (ONCOTREE.main_type(code) if code else None) or NOT_KNOWN


def _day(panel: PanelList, judged_on: JudgedOn, of_profile: date | None) -> date:
    return panel.dated if judged_on is JudgedOn.LIST or of_profile is None else of_profile


def _answers(reader: Reader, panel: PanelList, judged_on: JudgedOn) -> _Answers:
    """What the list says of every actionable finding, by patient; each finding once."""
    named = {
        row["finding"]: row
        for row in reader.rows("panels/named")
        if is_actionable(row["scheme"], row["level"])
    }
    found: _Answers = {}
    for row in named.values():
        one = _finding(row, _cut_offs(reader, row))
        if one is not None:
            day = _day(panel, judged_on, row["dated"])
            answer = would_find(panel, row["oncotree_code"], located(one), day, ONCOTREE)
            found.setdefault(row["patient"], []).append((answer.state, answer.gap))
    return found


def _cut_offs(reader: Reader, row: Mapping[str, Any]) -> CutOffs:
    if row["class"] != FindingClass.COPY_NUMBER.value:
        return CutOffs()
    return CutOffs(amplification=in_force(reader, AMPLIFICATION, row["laboratory_id"], row["dated"]))


def _symbol(gene: str | None) -> str | None:
    return current_symbol(gene) if gene else None


def _finding(row: Mapping[str, Any], cuts: CutOffs) -> CaseFinding | None:
    """A row as the list is asked for it; ``None`` for a call without a gene."""
    kind = FindingClass(row["class"])
    if kind is FindingClass.BIOMARKER:
        # Only a biomarker on which advice rests is asked at all: as what it amounts to where it is high.
        signature = SIGNATURES.get((BiomarkerName(row["biomarker"]), Band.HIGH))
        return CaseFinding("", signature, kind, (), signature=signature) if signature else None
    if kind is FindingClass.SMALL_VARIANT:
        gene, terms = _symbol(row["gene"]), tuple((row["consequence"] or "").split())
        return (
            small_variant("", gene, row["p_dot"], row["c_dot"], terms, exons_in(row["exon"]))
            if gene
            else None
        )
    made = _OTHERS.get(kind)
    return case_finding("", made(row), (), cuts) if made else None


def _copy_number(row: Mapping[str, Any]) -> CopyNumberChange:
    return CopyNumberChange(
        _symbol(row["gene"]), row["gene"], CopyNumberCall(row["call"]), None, row["fold_change_text"],
        row["copy_number"],
    )  # fmt: skip


def _fusion(row: Mapping[str, Any]) -> Fusion:
    return Fusion(
        row["gene_pair"], _symbol(row["gene_5"]), _symbol(row["gene_3"]), bool(row["direction_known"]), None,
        None, None,
    )  # fmt: skip


def _splice_variant(row: Mapping[str, Any]) -> SpliceVariant:
    return SpliceVariant(_symbol(row["gene"]), row["gene"], row["affected_exon"], None, None, None, None)


def _rearrangement(row: Mapping[str, Any]) -> Rearrangement:
    return Rearrangement(
        _symbol(row["gene"]), row["gene"], None, None, None, row["affected_exons"], None, None,
        CopyNumberCall.UNKNOWN,
    )  # fmt: skip


_OTHERS: dict[FindingClass, Callable[[Mapping[str, Any]], Any]] = {
    FindingClass.COPY_NUMBER: _copy_number,
    FindingClass.FUSION: _fusion,
    FindingClass.SPLICE_VARIANT: _splice_variant,
    FindingClass.REARRANGEMENT: _rearrangement,
}
