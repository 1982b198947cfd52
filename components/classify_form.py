"""The forms about chosen findings: their level under a scheme, and whether they are reported."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from components.forms import Form, OnAct, Values
from components.recommend_form import level_field
from components.states import nothing_here
from components.text import md
from domain.classifications import Classification, ReportedMark
from domain.refused import Refused
from domain.views.advice import AdviceLists, ChosenFinding
from domain.views.choices import Choice

OnFinding = Callable[[ChosenFinding], OnAct]
"""Gives the act for one finding: several chosen findings are several acts."""

MARKS = (Choice("reported", "Reported"), Choice("not_reported", "Not reported"))


def chosen_findings(findings: Sequence[ChosenFinding]) -> bool:
    """List the findings chosen in the table; say how to choose where there is none."""
    if not findings:
        nothing_here("No finding is selected.", "Select one or more in the table of findings.")
        return False
    for finding in findings:
        mark = {True: "reported", False: "not reported", None: "not marked"}[finding.reported]
        told = f"classified {finding.version} times" if finding.version > 1 else "classified once"
        st.text(f"{finding.label}  ({mark}, {told if finding.version else 'not classified'})")
    return True


def classify_form(
    form: Form, findings: Sequence[ChosenFinding], lists: AdviceLists, on_finding: OnFinding
) -> None:
    """Draw scheme, level and comment; every chosen finding is classified alike, each in an act of its own."""
    left, right = st.columns(2, gap="large")
    with left:
        scheme = form.choice("Scheme", "scheme", lists.schemes, placeholder="None chosen")
        if scheme is not None:
            level_field(form, lists, scheme)
    with right:
        form.area("Comment", "comment", rows=3)

    def build(values: Values) -> Classification:
        said = values.get("scheme")
        return Classification(said or "", values.get(f"level_{said}") or "", values.text("comment"))

    label = "Classify finding" if len(findings) == 1 else md(f"Classify {len(findings)} findings")
    form.button(label, build, _each(findings, on_finding))


def _each(findings: Sequence[ChosenFinding], on_finding: OnFinding) -> OnAct:
    """One act a finding, each with its own version and token; told apart where one is refused."""

    def run(build: Callable[[], Classification], _: int, token: str) -> bool:
        outcomes = [
            on_finding(finding)(
                lambda one=finding: (one.finding_id, build()),  # type: ignore[misc]
                finding.version,
                f"{token}.{finding.finding_id}.{finding.version}",
            )
            for finding in findings
        ]
        return all(outcomes)

    return run


def report_form(
    form: Form, findings: Sequence[ChosenFinding], versions: Mapping[str, int], on_act: OnAct
) -> None:
    """Draw whether the chosen findings are reported; findings of one profile are marked in one act."""
    form.pick("These findings are", "mark", MARKS)

    def marked(values: Values) -> bool:
        if not values.get("mark"):
            raise Refused("Choose whether the findings are reported; nothing was recorded.")
        return bool(values["mark"] == "reported")

    def run(build: Callable[[], bool], _: int, token: str) -> bool:
        return all(
            [
                on_act(
                    lambda profile=profile_id: (profile, ReportedMark(_numbers(findings, profile), build())),  # type: ignore[misc]
                    version,
                    f"{token}.{profile_id}.{version}",
                )
                for profile_id, version in versions.items()
            ]
        )

    form.button("Record mark", marked, run)


def _numbers(findings: Sequence[ChosenFinding], profile_id: str) -> tuple[int, ...]:
    return tuple(finding.number for finding in findings if finding.profile_id == profile_id)
