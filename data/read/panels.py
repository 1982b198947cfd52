"""Panel lists: what was loaded, which is in force, its rows, and what it says of a case."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from data.reach import reach_of
from data.read.case_facts import case_facts
from data.read.findings import profile_findings
from data.read.kept import Kept
from data.reference.exon_codons import exons_of_codons
from data.reference.panel_example import example_panel
from data.reference.panel_rows import panel_row
from data.reference.tumour_tree import ONCOTREE
from data.store import Reader, Store
from domain.codes import RecommendationKind
from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFinding
from domain.panel_answers import would_find
from domain.panel_cohort import is_actionable
from domain.panels import PanelList
from domain.people import Actor
from domain.views.case import CaseView
from domain.views.findings import FindingRow
from domain.views.panels import CasePanel, PanelFinding, PanelLists, PanelListView, PanelSwitch

_KEPT: Kept[PanelLists] = Kept(4)
_PANEL: Kept[PanelList | None] = Kept(4)
_OF_CASE: Kept[CasePanel | None] = Kept(32)
_HIGH = {"TMB-H", "MSI-H", "HRD"}
"""Signatures that a report names without anybody marking them."""


def panel_lists(store: Store, actor: Actor) -> PanelLists:
    """Every panel list, the example that ships among them, for who is signed in."""
    signed_in = reach_of(actor).user_id is not None

    def read() -> PanelLists:
        with store.reading(reach_of(actor)) as reader:
            return _lists(reader)

    return _KEPT.get((store.opened, store.sequence, signed_in), read)


def _lists(reader: Reader) -> PanelLists:
    switched = reader.row("panels/in_force")
    chosen = switched["panel_id"] if switched else None
    found = [_view(row, chosen) for row in reader.rows("panels/lists")]
    example = example_panel()
    found.append(
        PanelListView(
            example.panel_id, example.name, example.source, example.version, example.dated,
            len(example.rows), True, None, None, chosen == example.panel_id,
        )
    )  # fmt: skip
    titles = {one.panel_id: one.title for one in found}
    switches = tuple(
        PanelSwitch(
            titles.get(row["panel_id"], "a list that is not here") if row["panel_id"] else None,
            row["reason"],
            row["recorded_by"],
            row["recorded_at"],
        )
        for row in reader.rows("panels/switches")
    )
    return PanelLists(switched["version"] if switched else 0, tuple(found), switches)


def _view(row: Mapping[str, Any], chosen: str | None) -> PanelListView:
    return PanelListView(
        row["panel_id"], row["name"], row["source"], row["list_version"], row["dated"], row["row_count"],
        False, row["recorded_by"], row["recorded_at"], row["panel_id"] == chosen,
    )  # fmt: skip


def panel_list(store: Store, actor: Actor, panel_id: str) -> PanelList | None:
    """A panel list with its rows by the SHA-256 of its file; ``None`` where there is none."""
    example = example_panel()
    if panel_id == example.panel_id:
        return example
    known = next((one for one in panel_lists(store, actor).lists if one.panel_id == panel_id), None)
    if known is None:
        return None

    def read() -> PanelList:
        with store.reading(reach_of(actor)) as reader:
            rows = reader.rows("panels/rows", panel_id=panel_id)
        made = tuple(panel_row(row, row["line"], as_recorded=True) for row in rows)
        return PanelList(panel_id, known.name, known.source, known.version, known.dated, False, made)

    return _PANEL.get((store.opened, panel_id, reach_of(actor).user_id is not None), read)


def panel_in_force(store: Store, actor: Actor) -> PanelList | None:
    """The list in force with its rows; ``None`` where none is."""
    chosen = panel_lists(store, actor).in_force
    return None if chosen is None else panel_list(store, actor, chosen.panel_id)


def case_panel(store: Store, actor: Actor, case: CaseView) -> CasePanel | None:
    """What the list in force would have found of a case's reported and actionable findings.

    ``None`` where no list is in force. Asked are findings of profiles that are reported, on which advice of
    a therapy rests, or which board or laboratory classed as actionable, and TMB, MSI and HRD where they are
    high; single tests are not part of a profile and are left out. Each is judged on its profile's day.
    """
    panel = panel_in_force(store, actor)
    if panel is None:
        return None
    key = (store.opened, store.sequence, reach_of(actor), case.case_id, case.profiles, panel.panel_id)
    return _OF_CASE.get(key, lambda: _case_panel(store, actor, case, panel))


def _case_panel(store: Store, actor: Actor, case: CaseView, panel: PanelList) -> CasePanel:
    with store.reading(reach_of(actor)) as reader:
        facts = case_facts(store, actor, case, reader)
    rows = {
        row.finding_id: row
        for profile in case.profiles
        for table in profile_findings(store, actor, profile).tables
        for row in table.rows
    }
    days = {profile.profile_id: profile.dated for profile in case.profiles}
    advised = {
        finding_id
        for one in case.recommendations
        if (one.kind.is_therapy or one.kind is RecommendationKind.NO_THERAPY) and not one.withdrawn
        for finding_id, _ in one.supporting
    }
    asked: list[PanelFinding] = []
    for finding in facts.findings:
        dated = days.get(finding.finding_id.rpartition(".")[0])
        why = _why(finding, rows.get(finding.finding_id), advised)
        if dated is not None and why:
            answer = would_find(panel, facts.tumour_code, located(finding), dated, ONCOTREE)
            asked.append(PanelFinding(finding.label, ", ".join(why), dated, answer))
    return CasePanel(panel.title, panel.source, panel.example, tuple(asked))


def _why(finding: CaseFinding, row: FindingRow | None, advised: Iterable[str]) -> list[str]:
    """Why a finding is asked; empty for one that nobody named."""
    if finding.kind is FindingClass.BIOMARKER and finding.signature not in _HIGH:
        return []
    why = ["reported"] if row is not None and row.reported else []
    if finding.kind is FindingClass.BIOMARKER:
        why = ["high by the cut-off in force"]
    if finding.finding_id in advised:
        why.append("advice rests on it")
    said = row.classifications if row is not None else ()
    why.extend(
        one.words
        for one in said
        if one.said_by in {"board", "laboratory"} and is_actionable(one.scheme, one.level)
    )
    return why


def located(finding: CaseFinding) -> CaseFinding:
    """The finding with the exons of its codons, where the file names none and the table knows them."""
    if finding.kind is not FindingClass.SMALL_VARIANT or finding.exons or finding.first_codon is None:
        return finding
    last = finding.last_codon or finding.first_codon
    return replace(finding, exons=exons_of_codons(finding.genes[0], finding.first_codon, last))
