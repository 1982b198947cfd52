"""A case against the register of trials: the arms by rank, and of the one that is chosen every criterion."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import pyarrow as pa
import streamlit as st

from components.chosen_row import chosen_row
from components.keys import wkey
from components.text import DASH, counted, md
from components.trial_words import NEAR, answer_words, nearest_words, site_words
from domain.trials.criteria import Genomic, WildType
from domain.trials.matches import Answer, CriterionAnswer, Joined, JoinedAnswer
from domain.trials.outline import Line, heading_of, outlined, sentence_of
from domain.trials.words import criterion_words
from domain.views.trials import CaseArm, CaseTrial, CaseTrials

_MOST, _NAMED = 8, 3
_WIDTHS = {
    "Match": 112, "Trial": 314, "Arm": 64, "Rests on": 150, "To decide or to check": 376, "Free places": 87,
    "Number": 120, "For": 100, "Nearest site": 230, "State": 92,
}  # fmt: skip
"""In the order of the columns: what decides stands within a screen of 1,280 pixels."""
DECIDES = "Would decide it"
"""The column that is drawn where a further test would decide at least one criterion."""
_SPACE = "\N{NO-BREAK SPACE}"
_INDENT = _SPACE * 4
"""Of the answer alone, which never breaks: a second line would begin left of it."""
_JOINTS = {None: "", Joined.ANY: "or ", Joined.ALL: "and "}
_FAILED_WIDTHS = {"Match": 76, "Trial": 314, "Arm": 64, "Why not": 640, "Number": 120, "State": 92}


def trial_matches(case_id: str, found: CaseTrials) -> CaseArm | None:
    """Draw every arm, those that fail folded; return the one that is chosen."""
    st.subheader("Trials", anchor=False)
    if not found.trials:
        st.caption(
            "The register of trials is empty: nothing was matched, which says nothing of the patient. "
            "The coordinator brings trials in on the page Trials."
        )
        return None
    st.caption(md(summary(found)))
    open_ones, failed = _arms(found, failing=False), _arms(found, failing=True)
    chosen = _table(case_id, found, open_ones, failing=False) if open_ones else None
    if failed:
        why = why_not(failed[0]) if len(failed) == 1 else "Each has its reason."
        label = f"{counted(len(failed), 'arm')} of {len(found.arms):,} failed. {why}"
        fold = st.expander(md(label), key=wkey("trials_failed", case_id), on_change="rerun")
        if fold.open:
            with fold:
                chosen = _table(case_id, found, failed, failing=True) or chosen
    return chosen


def _arms(found: CaseTrials, failing: bool) -> list[CaseArm]:
    return [one for one in found.arms if (one.answer is Answer.FAIL) is failing]


@dataclass(frozen=True, slots=True)
class _ByKey:
    """The matches of a case, known by their key alone."""

    key: str
    found: CaseTrials = field(compare=False)


# A rerun of the page changes nothing of a match: what a table holds is made once.
@lru_cache(maxsize=64)
def _frame(keyed: _ByKey, failing: bool) -> pa.Table:
    found, labels = keyed.found, _FAILED_WIDTHS if failing else _WIDTHS
    rows = [_cells(found, one) for one in _arms(found, failing)]
    return pa.table(
        {
            label: pa.array(
                [row[label] for row in rows], type=pa.int64() if label == "Free places" else pa.string()
            )
            for label in labels
        }
    )


def summary(found: CaseTrials) -> str:
    """How many arms were matched, and with which answers."""
    counts = ", ".join(f"{found.count(one):,} {one.label.lower()}" for one in Answer)
    return (
        f"{counted(len(found.arms), 'arm')} of {counted(len(found.trials), 'entry', 'entries')} in the "
        f"register: {counts}. Matched by the program, proposed; the board's own word is its recommendation."
    )


def why_not(one: CaseArm) -> str:
    """The first reason for which an arm does not pass, in one sentence."""
    if one.arm.recruitment.answer is one.answer and one.arm.eligibility is not one.answer:
        return one.arm.recruitment.sentence
    return one.arm.decides[0].sentence if one.arm.decides else one.arm.recruitment.sentence


def to_decide(one: CaseArm) -> str | None:
    """What would decide an arm, or has to be checked of it."""
    if one.answer is Answer.UNDETERMINED:
        return " ".join(one.arm.further_tests) or why_not(one)
    return why_not(one) if one.answer is Answer.WARN else None


def _table(case_id: str, found: CaseTrials, arms: Sequence[CaseArm], failing: bool) -> CaseArm | None:
    name, widths = ("failed", _FAILED_WIDTHS) if failing else ("open", _WIDTHS)
    version = hashlib.sha256("\n".join(one.key for one in arms).encode()).hexdigest()[:16]
    picked = chosen_row(
        _frame(_ByKey(found.key, found), failing),
        len(arms),
        _MOST,
        widths,
        wkey("trial_arms", case_id, name, version),
        f"Trials, {len(arms):,} of {len(found.arms):,} arms",
    )
    st.caption(md(f"{len(arms):,} shown of {len(found.arms):,} arms; choose one to read its criteria."))
    return None if picked is None else arms[picked]


def rests_on(found: CaseTrials, one: CaseArm) -> str | None:
    """The findings that speak for an arm, the first few by name."""
    named = [found.findings[finding] for finding in one.arm.finding_ids if finding in found.findings]
    more = f" and {len(named) - _NAMED:,} more" if len(named) > _NAMED else ""
    return "; ".join(named[:_NAMED]) + more if named else None


def _cells(found: CaseTrials, one: CaseArm) -> dict[str, str | int | None]:
    """An arm as the row of its table."""
    trial = found.trials[one.trial_id]
    entry, arm = trial.entry, one.arm
    return {
        "Match": answer_words(one.answer),
        "Trial": entry.trial.short_title,
        "Number": entry.numbers or entry.trial.trial_id,
        "Arm": arm.arm.code,
        "For": NEAR[arm.near],
        "Rests on": rests_on(found, one),
        "To decide or to check": to_decide(one),
        "Why not": why_not(one),
        "Free places": arm.arm.slots_open,
        "Nearest site": nearest_words(trial.match.sites, found.distances),
        "State": trial.state_words(arm.arm.code),
    }


def arm_opened(found: CaseTrials, one: CaseArm) -> None:
    """Everything about one arm: each criterion with its sentence, what would decide it, places, sites."""
    with st.container(gap="xsmall"):
        _opened(found, one)


def _opened(found: CaseTrials, one: CaseArm) -> None:
    trial = found.trials[one.trial_id]
    entry, arm = trial.entry, one.arm
    title = entry.trial.title or entry.trial.short_title
    st.markdown(f"**{md(answer_words(one.answer))}: {md(entry.trial.short_title)}, {md(arm.arm.code)}**")
    st.text("; ".join(part for part in (title, arm.arm.description, _drugs(trial, one)) if part))
    st.text(f"{arm.recruitment.sentence} {_source(trial)}")
    lines = () if arm.criteria is None else outlined(arm.criteria)
    count = sum(isinstance(line.told, CriterionAnswer) for line in lines)
    st.caption(md(f"{count:,} shown of {count:,} criteria; {_joined(one, lines)}"))
    if lines:
        # A table that breaks its lines: the sentences are read aloud, and a cell of a grid would cut them.
        st.table(
            criteria_rows(lines), border="horizontal", hide_index=True,
            alt=f"Criteria of {entry.trial.short_title}, {arm.arm.code}: {count:,}",
        )  # fmt: skip
    for test in arm.further_tests:
        st.text(f"To decide: {test}")
    _sites_shown(found, trial)


def _joined(one: CaseArm, lines: Sequence[Line]) -> str:
    arm, side_by_side = one.arm, sum(not line.depth for line in lines)
    held = "all have to hold, together" if side_by_side > 1 else "together"
    return f"{held} {arm.eligibility.label.lower()}, recruitment {arm.recruitment.answer.label.lower()}."


def _drugs(trial: CaseTrial, one: CaseArm) -> str:
    return ", ".join(one.arm.arm.drugs or trial.entry.trial.drugs)


def _source(trial: CaseTrial) -> str:
    named = trial.entry.trial.source
    return f"Criteria from {named}." if named else "Where its criteria were taken from is not said."


def criteria_rows(lines: Sequence[Line]) -> list[dict[str, str]]:
    """The criteria as rows in markdown: a group in bold over its parts, which stand further in."""
    rows = [_group(line, line.told) if isinstance(line.told, JoinedAnswer) else _criterion(line, line.told)
            for line in lines]  # fmt: skip
    decided = any(row[DECIDES] for row in rows)
    return [
        {label: cell or DASH for label, cell in row.items() if decided or label != DECIDES} for row in rows
    ]


def _group(line: Line, told: JoinedAnswer) -> dict[str, str]:
    return {
        "Answer": f"{_INDENT * line.depth}**{_unbroken(told.answer)}**",
        "Asked": f"{_JOINTS[line.joint]}**{md(heading_of(told))}**",
        "What is known": md(sentence_of(told)),
        DECIDES: "",
    }


def _unbroken(answer: Answer) -> str:
    return md(answer_words(answer)).replace(" ", _SPACE)


def _criterion(line: Line, told: CriterionAnswer) -> dict[str, str]:
    asked = criterion_words(told.criterion)
    if told.absent:
        asked = f"no {asked}" if isinstance(told.criterion, Genomic | WildType) else f"not {asked}"
    return {
        "Answer": f"{_INDENT * line.depth}{_unbroken(told.answer)}",
        "Asked": f"{_JOINTS[line.joint]}{md(asked)}",
        "What is known": md(told.sentence),
        DECIDES: md(told.further_test or ""),
    }


def _sites_shown(found: CaseTrials, trial: CaseTrial) -> None:
    sites = trial.match.sites
    if not sites:
        st.text("No site is named in the register.")
        return
    st.text(f"Sites, {min(len(sites), _MOST):,} shown of {len(sites):,}:")
    for site in sites[:_MOST]:
        st.text(f"{site_words(site, found.distances)}")
