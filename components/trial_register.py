"""The register of trials: the list, one trial with its arms in plain words, and what was recorded of it."""

import hashlib
from collections.abc import Sequence

import streamlit as st

from components.chosen_row import chosen_row
from components.csv_file import Cell, Table
from components.keys import wkey
from components.text import counted, day, md
from components.trial_words import registry_words, site_words, status_words
from domain.trials.trial import Arm, Trial
from domain.trials.words import words
from domain.views.trials import RegisterTrial, TrialChange

_MOST, _SITES = 12, 12
COLUMNS = (
    "Number", "Title", "Kind", "Phase", "Status here", "ClinicalTrials.gov", "Differ", "Arms", "Free places",
    "Sites", "Updated",
)  # fmt: skip


def found_in(entries: Sequence[RegisterTrial], text: str) -> tuple[RegisterTrial, ...]:
    """The entries that hold every word of a search: in number, title, drug, sponsor, site or criterion."""
    wanted = text.casefold().split()
    return tuple(one for one in entries if all(word in _searched(one) for word in wanted))


def narrowed_to(text: str, shown: int, total: int) -> str:
    """What a search narrowed the register to, for the file; empty where nothing is searched."""
    if not text.strip():
        return ""
    return f"{shown:,} of {counted(total, 'entry', 'entries')} of the register: those with {text.strip()!r}"


def _searched(entry: RegisterTrial) -> str:
    trial = entry.trial
    told = [
        trial.trial_id, entry.numbers, trial.short_title, trial.title or "", trial.sponsor or "",
        *trial.drugs,
        *(site.name for site in entry.standing.sites), *(drug for arm in trial.arms for drug in arm.drugs),
        *(words(tree) for tree in (trial.match, *(arm.match for arm in trial.arms)) if tree is not None),
    ]  # fmt: skip
    return "\n".join(told).casefold()


def register_table(entries: Sequence[RegisterTrial]) -> Table:
    """The register as a table: what the board says of each trial beside what the registry says."""
    return Table("Register of trials", COLUMNS, tuple(map(_row, entries)))


def _row(entry: RegisterTrial) -> tuple[Cell, ...]:
    trial, standing = entry.trial, entry.standing
    return (
        entry.numbers or trial.trial_id,
        trial.short_title,
        trial.kind.label,
        trial.phase,
        status_words(entry),
        registry_words(entry),
        "differ" if entry.differs else None,
        len(trial.arms),
        entry.slots_open,
        len(standing.sites),
        day(trial.updated_on or entry.recorded_at.date()),
    )


def chosen_trial(entries: Sequence[RegisterTrial], total: int, user_id: str) -> RegisterTrial | None:
    """Draw the list; return the trial that is chosen in it."""
    table = register_table(entries)
    shown = f"{len(entries):,} shown of {counted(total, 'entry', 'entries')}; choose one to read it."
    st.caption(md(shown))
    version = hashlib.sha256("\n".join(one.trial.trial_id for one in entries).encode()).hexdigest()[:16]
    picked = chosen_row(
        [dict(zip(table.columns, row, strict=True)) for row in table.rows],
        len(entries),
        _MOST,
        {},
        wkey("register", user_id, version),
        f"Register of trials, {len(entries):,} of {total:,}",
    )
    return None if picked is None else entries[picked]


def trial_opened(entry: RegisterTrial) -> None:
    """One trial: what it is, how it stands, its arms with whom each takes, its sites."""
    trial, standing = entry.trial, entry.standing
    st.header(md(trial.short_title), anchor=False)
    told = (trial.title, trial.kind.label, f"phase {trial.phase}" if trial.phase else None, trial.sponsor)
    st.text("; ".join(part for part in told if part))
    said = registry_words(entry) if entry.registry else "no record was brought"
    st.text(f"Here: {status_words(entry)}. ClinicalTrials.gov: {said}.")
    if entry.differs:
        st.warning(
            "The board's own status and the registry's differ; patients are matched by the board's own.",
            icon=None,
        )
    named = trial.source or "a source that is not said"
    st.text(f"Criteria from {named}. Recorded by {entry.recorded_by} on {day(entry.recorded_at.date())}.")
    criteria_shown(trial)
    sites = standing.sites
    st.text(f"Sites, {min(len(sites), _SITES):,} shown of {len(sites):,}")
    for site in sites[:_SITES]:
        st.text(site_words(site))


def criteria_shown(trial: Trial) -> None:
    """Whom a trial takes, in plain words: of all its patients, then arm by arm."""
    if trial.match is not None:
        st.text(f"Asked of all: {words(trial.match)}.")
    elif not trial.arms:
        st.text("Whom it takes is not in the register: read the protocol.")
    for arm in trial.arms:
        st.markdown(f"**{md(arm.code)}** {md(_arm(arm))}")
        st.text(f"{words(arm.match)}." if arm.match is not None else "No criteria of its own.")


def _arm(arm: Arm) -> str:
    told = [arm.description, arm.status.label.lower(), ", ".join(arm.drugs)]
    told.append(f"{arm.slots_open} free" if arm.slots_open is not None else "free places not known")
    return "; ".join(part for part in told if part)


def history_table(changes: Sequence[TrialChange]) -> Table:
    """All that was recorded of a trial, the newest first."""
    rows = tuple(
        (
            one.version,
            "Closed" if one.what == "closed" else "Recorded",
            one.reason,
            one.file_name,
            day(one.happened_on),
            one.recorded_by,
            f"{day(one.recorded_at.date())}, {one.recorded_at:%H:%M}",
        )
        for one in changes
    )
    return Table("History", ("Act", "What", "Why", "File", "Closed on", "By", "Recorded (UTC)"), rows)


def versions_shown(changes: Sequence[TrialChange], trial_id: str) -> None:
    """The text of any version, as it was written."""
    texts = {one.version: one for one in changes if one.text is not None}
    chosen = st.selectbox(
        "Text of a version", list(texts), index=None, key=wkey("trial_version", trial_id),
        placeholder="Choose one to read it",
        format_func=lambda one: f"{one}, {day(texts[one].recorded_at.date())}, {texts[one].recorded_by}",
    )  # fmt: skip
    if chosen is not None:
        st.code(texts[chosen].text or "", language=None)
