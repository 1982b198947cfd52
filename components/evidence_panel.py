"""The evidence on one finding of a case: resistance first and apart, then by tumour, each with its why."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from components.keys import wkey
from components.text import DASH, counted, day, md
from domain.knowledge.hits import Relation
from domain.recommendations import CitedEvidence
from domain.views.evidence import CaseEvidence, EvidenceLine, FindingEvidence, Group
from domain.views.findings import FindingRow

_ROW, _HEAD, _MOST = 30, 34, 8
MOST_CONFIRMED = 5
"""Sentences that have to be confirmed, written out below a table; the others are read by choosing a line."""
_NEAR = {Relation.SAME, Relation.AGNOSTIC}
_BETWEEN = {Relation.NARROWER, Relation.RELATED}
_FAR = {Relation.OTHER, Relation.UNKNOWN}
_Part = tuple[str, str, Callable[[EvidenceLine], bool]]
PARTS: tuple[_Part, ...] = (
    ("against", "Resistance", lambda one: one.group is Group.AGAINST),
    (
        "near",
        "Sensitivity in this tumour or in any",
        lambda one: one.group is Group.SUPPORTING and one.hit.relation in _NEAR,
    ),
    (
        "between",
        "Sensitivity in a subtype or a related tumour",
        lambda one: one.group is Group.SUPPORTING and one.hit.relation in _BETWEEN,
    ),
    (
        "far",
        "Sensitivity in other tumour types",
        lambda one: one.group is Group.SUPPORTING and one.hit.relation in _FAR,
    ),
    ("undetermined", "Undetermined", lambda one: one.group is Group.UNDETERMINED),
    ("other", "Prognostic, diagnostic and the like", lambda one: one.group is Group.OTHER_TYPES),
    ("not", "Does not support", lambda one: one.group is Group.NOT_SUPPORTING),
)
"""Every line stands in exactly one of these, in the order in which they are drawn."""
_SAID = {
    "against": "Resistance, reduced sensitivity or adverse response: read this first.",
    "far": "Never this tumour's own level: the proposal is a step lower.",
    "undetermined": "What would decide it stands under To confirm.",
    "not": "The study did not find what it looked for; this is no support.",
}
_CONFIG = {
    "Drugs": 220, "Level": 84, "Tumour": 92, "Found by": 104, "To confirm": 260, "Proposed": 180,
    "Tumour, as written": 190, "Conflict": 80, "Says": 140, "Citation": 170, "Release": 170, "Of": 96,
    "Item": 96, "Why": 420,
}  # fmt: skip
"""In the order of the columns: what decides stands within a screen of 1,280 pixels."""
_FIRST = {"against": ("Drugs", "Says"), "other": ("Says",), "not": ("Drugs", "Says")}
"""What stands first where not every item of a part says the same."""


NOT_MATCHED = "Not matched: calls without a gene, biomarkers without a value, tests that detected nothing."
"""Whom the number of findings leaves out, so that it is not read against the number of calls."""
MOST_NAMED = 6
"""So many findings with evidence are named where none is chosen yet; the others are counted."""


def evidence_panel(
    case_id: str, evidence: CaseEvidence, chosen: Sequence[FindingRow]
) -> tuple[CitedEvidence, ...]:
    """Draw the evidence on the finding that is chosen; return the items chosen for citing.

    What stands in no table (TMB, MSI) can be chosen here.
    """
    st.markdown("**Evidence, proposed**")
    if not evidence.releases:
        st.caption(
            "No release of evidence is in force: nothing was matched, which says nothing of the findings."
        )
        return ()
    known = [evidence.by_finding[row.finding_id] for row in chosen if row.finding_id in evidence.by_finding]
    offered = {one.finding_id: one for one in (*known, *evidence.of_case)}
    bare = [row.label for row in chosen if row.finding_id not in evidence.by_finding]
    named = " and ".join(one.title for one in evidence.releases)
    asked = asked_words(evidence, named)
    st.caption(
        md(f"{asked} {NOT_MATCHED} Matched by the program; the board's own word stands under Classification.")
    )
    for label in bare:
        st.text(f"{label}: no item of these releases speaks of it.")
    if not known and (said := to_choose(evidence)):
        st.text(said)
    if not offered:
        return ()
    one = _which(case_id, offered, known)
    return () if one is None else _of_finding(case_id, one)


def asked_words(evidence: CaseEvidence, named: str) -> str:
    """How many of the findings that were matched have evidence in the releases ``named``.

    One of which every item is undetermined has none yet, and is counted apart.
    """
    found = evidence.by_finding.values()
    held = sum(any(line.group is not Group.UNDETERMINED for line in one.lines) for one in found)
    told = f"{held:,} of {counted(evidence.asked, 'matched finding')} "
    told += f"{'has' if held == 1 else 'have'} evidence in {named}"
    rest = len(found) - held
    return f"{told}; of {rest:,} more, every item is undetermined." if rest else f"{told}."


def to_choose(evidence: CaseEvidence) -> str | None:
    """Which findings have evidence to read and how to come to it; ``None`` where none stands in a table.

    Resistance first, then the strongest; those beyond ``MOST_NAMED`` are counted.
    """
    offered = {one.finding_id for one in evidence.of_case}
    ranked = sorted(
        (one for one in evidence.by_finding.values() if one.finding_id not in offered),
        key=lambda one: (one.strength, one.label),
    )
    if not ranked:
        return None
    named = ", ".join(one.label for one in ranked[:MOST_NAMED])
    rest = len(ranked) - MOST_NAMED
    more = f" and {rest:,} more" if rest > 0 else ""
    return f"To read its evidence, choose a finding in the tables above: {named}{more}."


def _which(
    case_id: str, offered: dict[str, FindingEvidence], known: Sequence[FindingEvidence]
) -> FindingEvidence | None:
    """The finding whose evidence is read; the first that is chosen in the table until another is picked."""
    if len(offered) == 1 and known:
        return known[0]
    about = "+".join(one.finding_id for one in known) or "of_case"
    picked = st.pills(
        "Evidence on", list(offered), key=wkey("evidence_on", case_id, about),
        default=known[0].finding_id if known else None, format_func=lambda one: md(offered[one].label),
    )  # fmt: skip
    return offered.get(str(picked)) if picked is not None else None


def _of_finding(case_id: str, one: FindingEvidence) -> tuple[CitedEvidence, ...]:
    st.markdown(f"**{md(one.label)}** {md(one.words)}")
    if one.doubt:
        st.markdown(f"**{md(one.doubt)}**")
    picked: list[EvidenceLine] = []
    for name, title, belongs in PARTS:
        lines = [line for line in one.lines if belongs(line)]
        if lines:
            picked.extend(_part(case_id, one, (name, title), lines))
    return tuple(line.cited for line in picked)


def _part(
    case_id: str, one: FindingEvidence, part: tuple[str, str], lines: Sequence[EvidenceLine]
) -> list[EvidenceLine]:
    name, title = part
    heading = f"{title}: {len(lines):,} shown of {len(one.lines):,}. {_SAID.get(name, '')}"
    st.markdown(md(heading))
    version = hashlib.sha256("\n".join(line.key for line in lines).encode()).hexdigest()[:16]
    state: Any = st.dataframe(
        [_cells(line) for line in lines],
        key=wkey("evidence", case_id, one.finding_id, name, version),
        height=_height(len(lines)),
        row_height=_ROW,
        hide_index=True,
        placeholder=DASH,
        column_order=columns(name),
        column_config={
            label: st.column_config.Column(width=width)
            if label != "Item"
            else st.column_config.LinkColumn(width=width, display_text=r"#(.+)$")
            for label, width in _CONFIG.items()
        },
        on_select="rerun",
        selection_mode="multi-row",
        alt=f"{title} of {one.label}: {len(lines):,} of {len(one.lines):,} items",
    )
    picked = [lines[place] for place in state.selection.rows if place < len(lines)]
    for said in to_confirm([line for line in lines if line not in picked]):
        st.caption(md(said))
    for line in picked:
        _why(line)
    return picked


def to_confirm(lines: Sequence[EvidenceLine]) -> tuple[str, ...]:
    """What has to be confirmed, each sentence once with how many items wait for it; a cell would cut it.

    The most often asked first; those beyond ``MOST_CONFIRMED`` are counted.
    """
    asked = Counter(said for line in lines for said in dict.fromkeys(line.hit.to_confirm))
    shown = asked.most_common(MOST_CONFIRMED)
    told = [f"To confirm ({counted(number, 'item')}): {said}" for said, number in shown]
    rest = len(asked) - len(shown)
    return (*told, f"{rest:,} more to confirm; choose a line to read all of it.") if rest else tuple(told)


def columns(part: str) -> tuple[str, ...]:
    """The columns of a part's table in their order."""
    first = _FIRST.get(part, ())
    return (*first, *(label for label in _CONFIG if label not in first))


def _height(lines: int) -> int:
    """As high as its rows; half a row more where some lie below, so that one sees that there are."""
    return _HEAD + _ROW * min(lines, _MOST) + (_ROW // 2 if lines > _MOST else 0)


def _cells(line: EvidenceLine) -> dict[str, str | None]:
    """A line as the row of its table."""
    item, hit = line.hit.item, line.hit
    doubted = "doubted by the source" if item.flagged else None
    return {
        "Drugs": line.drugs or None,
        "Level": line.level,
        "Tumour": line.relation,
        "Found by": line.resolution,
        "To confirm": " ".join(hit.to_confirm) or None,
        "Proposed": line.proposed,
        "Tumour, as written": item.scope.text,
        "Conflict": "conflict" if hit.conflict else doubted,
        "Says": item.significance,
        "Citation": item.citation or item.citation_id,
        "Release": line.release,
        "Of": day(line.released_on),
        "Item": f"{item.link}#{item.item_id}" if item.link else item.item_id,
        "Why": hit.why,
    }


def _why(line: EvidenceLine) -> None:
    """All of a chosen line in sentences, for reading aloud and for judging it."""
    item, hit = line.hit.item, line.hit
    told = [f"{line.cited.words}. {hit.why}", *hit.to_confirm]
    if hit.conflict:
        told.append("Conflict: sensitivity and resistance stand for the same drug at the same relation.")
    source = ", ".join(part for part in (item.item_id, item.citation, item.citation_id) if part)
    told.append(f"{source}; {line.release}, released {day(line.released_on)}.")
    st.text(" ".join(told))
