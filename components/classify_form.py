"""The forms about chosen findings: what they mean under a scheme, and whether they are reported."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import streamlit as st

from components.forms import Form, OnAct, Values
from components.recommend_form import level_field
from components.said_before import said_of
from components.states import nothing_here
from components.text import md
from domain.classifications import Classification, ReportedMark
from domain.refused import Refused
from domain.views.advice import AdviceLists, ChosenFinding
from domain.views.choices import Choice
from domain.views.classified import FindingSaid, SaidLine

OnFinding = Callable[[ChosenFinding], OnAct]
"""Gives the act for one finding: several chosen findings are several acts."""

BIOLOGY = "biology"
"""The field of the biological class: scheme and level in one."""
_BETWEEN = "|"
_TAKEN = "taken_over"

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
    form: Form,
    findings: Sequence[ChosenFinding],
    lists: AdviceLists,
    on_finding: OnFinding,
    said: Mapping[str, FindingSaid] = MappingProxyType({}),
) -> None:
    """Draw biological class, clinical tier and comment; every chosen finding is classified alike.

    Class and tier are two fields and two acts, each finding's its own.  ``said`` holds what was said of
    each finding, and of the same one before: it can be taken over into the fields, never recorded by itself.
    """
    taken_over(form)
    biological = tuple(
        Choice(f"{scheme.code}{_BETWEEN}{level.code}", f"{scheme.label}: {level.label}")
        for scheme in lists.schemes
        if scheme.group == "biological"
        for level in lists.levels[scheme.code]
    )
    form.choice(
        "Biological class", BIOLOGY, biological, placeholder="None chosen",
        help="What the change does to the gene, whatever the tumour.",
    )  # fmt: skip
    clinical = tuple(scheme for scheme in lists.schemes if scheme.group != "biological")
    scheme = form.choice(
        "Scheme", "scheme", clinical, placeholder="None chosen",
        help="Of the clinical tier: what the change means for this tumour.",
    )  # fmt: skip
    if scheme is not None:
        level_field(form, lists, scheme)
    form.area("Comment", "comment", rows=3)

    def build(values: Values) -> tuple[Classification, ...]:
        comment, tier = values.text("comment"), values.get("scheme")
        made = []
        if values.get(BIOLOGY):
            system, _, level = str(values[BIOLOGY]).partition(_BETWEEN)
            made.append(Classification(system, level, comment))
        if tier or not made:
            made.append(Classification(tier or "", values.get(f"level_{tier}") or "", comment))
        return tuple(made)

    label = "Classify finding" if len(findings) == 1 else md(f"Classify {len(findings)} findings")
    form.button(label, build, _each(findings, on_finding))
    for finding in findings:
        if finding.finding_id in said:
            said_of(form, finding, said[finding.finding_id], take_over)


def taken_over(form: Form) -> None:
    """Give the fields new keys once something was taken over, so that they begin with it."""
    times = st.session_state.get(form.key(_TAKEN), 0)
    form.subject_id = f"{form.subject_id}.{times}" if times else form.subject_id


def take_over(form: Form, line: SaidLine) -> None:
    """Fill class or tier with what was said before; the comment stays the person's own. Records nothing."""
    form.keep()
    if line.biological:
        filled: dict[str, str] = {BIOLOGY: f"{line.scheme}{_BETWEEN}{line.level}"}
    else:
        filled = {"scheme": line.scheme, f"level_{line.scheme}": line.level}
    form.save({**form.saved(), **filled})
    subject, _, times = form.subject_id.partition(".")
    key = replace(form, subject_id=subject).key(_TAKEN)
    st.session_state[key] = int(times or 0) + 1


def _each(findings: Sequence[ChosenFinding], on_finding: OnFinding) -> OnAct:
    """One act a finding and scheme, each with its own version and token; told apart where one is refused."""

    def run(build: Callable[[], tuple[Classification, ...]], _: int, token: str) -> bool:
        try:
            said = build()
        except Refused:
            # Built once more where refusals are said to the person.
            return on_finding(findings[0])(build, findings[0].version, token)
        outcomes = [
            on_finding(finding)(
                lambda one=finding, what=one: (one.finding_id, what),  # type: ignore[misc]
                finding.version + place,
                f"{token}.{finding.finding_id}.{finding.version + place}",
            )
            for finding in findings
            for place, one in enumerate(said)
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
