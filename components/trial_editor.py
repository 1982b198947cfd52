"""Writing a trial down: the text, what is read of it while it is typed, and the closing of one."""

import re
from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from components.forms import Form, OnAct, Values
from components.text import counted, md
from components.trial_register import criteria_shown
from domain.problems import Problem, Severity
from domain.refused import Refused
from domain.trial_register import RegisterEntry, TrialClosing
from domain.trials.reading import TrialReading
from domain.trials.trial import Trial

_PROBLEMS = 12


def problems_shown(problems: Sequence[Problem]) -> None:
    """What could not be read, each with its line; what forbids to take it stands first."""
    refusing = {Severity.REFUSED_FILE, Severity.REFUSED_ROW}
    problems = sorted(problems, key=lambda one: one.severity not in refusing)
    if problems:
        st.caption(md(f"{min(len(problems), _PROBLEMS):d} shown of {counted(len(problems), 'problem')}"))
    for one in problems[:_PROBLEMS]:
        st.text(one.sentence)


def trial_of(reading: TrialReading, trial_id: str | None) -> Trial:
    """The one trial that a text holds. Raises ``Refused`` where it cannot be recorded as that trial.

    ``trial_id`` is the trial that is written anew; ``None`` for a new one.
    """
    if reading.errors or not reading.trials:
        why = reading.errors[0].sentence if reading.errors else "no trial stands in it."
        raise Refused(f"The text cannot be read yet, so nothing was recorded and it is kept: {why}")
    if len(reading.trials) > 1:
        raise Refused("Two trials stand in this text; nothing was recorded. Bring them as a file instead.")
    trial = reading.trials[0]
    if trial_id is not None and trial.trial_id != trial_id:
        raise Refused(
            f"This is {trial.trial_id}, and {trial_id} was opened; nothing was recorded and your text is "
            "kept. A trial keeps its number: write another one as a new trial."
        )
    return trial


def first_example(template: str) -> str:
    """The first trial of the template without its numbers: it can be saved once it has one of its own."""
    first = template.split("\n---\n", 1)[0]
    numbered = re.sub(r"(?m)^registry_numbers:.*\n(?:[- ] .*\n)*|^nct_id:.*\n", "", first)
    lines = [line for line in numbered.splitlines() if not line.startswith("#")]
    return re.sub(r"(?m)^(protocol_no:) \S+", r"\1 ''", "\n".join(lines)) + "\n"


def text_form(form: Form, start: str) -> str:
    """Draw the text and why it is written; return the text as it stands."""
    form.area("Text of the trial (YAML)", "text", start, rows=26)
    form.text("Why this version", "reason", placeholder="e.g. arm 2 opened, protocol 4.1")
    return form.values().text("text") or ""


def nothing_typed() -> None:
    """What stands in the editor before anybody has typed: an example, of which nothing is wrong yet."""
    st.text("This is an example. Give the trial its number (protocol_no) and write down whom it takes.")


def read_back(reading: TrialReading, trial_id: str | None) -> bool:
    """Draw what was read of the text; whether it can be recorded."""
    problems_shown(reading.problems)
    if reading.errors:
        st.warning(
            md("The text cannot be read yet; it is kept as you type, and can be saved once it is."), icon=None
        )
        return False
    try:
        trial = trial_of(reading, trial_id)
    except Refused as refused:
        st.warning(md(refused.sentence), icon=None)
        return False
    st.text(f"Read as {trial.trial_id}, {trial.short_title}: {counted(len(trial.arms), 'arm')}.")
    criteria_shown(trial)
    return True


def entry_of(
    reading: TrialReading, trial_id: str | None, kept: Callable[[Trial], str], reason: str | None
) -> RegisterEntry:
    """The version that is recorded, with its text as it is kept. Raises ``Refused`` where it cannot be."""
    trial = trial_of(reading, trial_id)
    return RegisterEntry(trial, kept(trial), None, reason)


def closing_form(form: Form, trial_id: str, today: date, on_act: OnAct) -> None:
    """Close a trial to the board's patients, whatever its text says."""
    form.day("Closed on", "closed_on", today)
    form.text("Why it is closed", "reason")

    def build(values: Values) -> TrialClosing:
        if values.get("closed_on") is None:
            raise Refused("Give the day on which the trial was closed; nothing was recorded.")
        return TrialClosing(trial_id, values["closed_on"], values.text("reason") or "")

    form.button("Close trial", build, on_act, type="secondary")
