"""The specimens of a case, its profiles, and what their quality allows to say."""

from collections.abc import Callable, Sequence

import streamlit as st

from components.gauge import gauge_numbers
from components.keys import wkey
from components.specimen_checks import SIGNS, requirements_words
from components.text import DASH, counted, day, md
from domain.quality import Outcome, QualityClass, Verdict, without_verdict
from domain.specimen_requirements import Check, Met
from domain.views.case import CaseView, ProfileView, SpecimenView
from domain.views.findings import ProfileFindings, VerdictRow

_SIGNS = {
    Verdict.PASS: "\N{CHECK MARK}",
    Verdict.FAIL: "\N{MULTIPLICATION X}",
    Verdict.NOT_RUN: "\N{EN DASH}",
    Verdict.NO_LIMIT: "\N{WHITE CIRCLE}",
    Verdict.NOT_EVALUABLE: "?",
}
_WORDS = {
    Verdict.PASS: "pass",
    Verdict.FAIL: "fail",
    Verdict.NOT_RUN: "not run",
    Verdict.NO_LIMIT: "no limit",
    Verdict.NOT_EVALUABLE: "not evaluable",
}
_CONTAMINATED = {Verdict.FAIL: "DNA contaminated", Verdict.NOT_EVALUABLE: "contamination not known"}
_READ_FROM_DNA = {QualityClass.SMALL_VARIANTS, QualityClass.MSI, QualityClass.COPY_NUMBER, QualityClass.GIS}
_OUTCOMES = {Outcome.SUCCESS: "success", Outcome.PARTIAL: "partial", Outcome.FAILED: "failed"}


def specimens(specimens: Sequence[SpecimenView]) -> None:
    """Draw a line for each specimen."""
    if not specimens:
        st.caption("No specimen is recorded for this tumour.")
    for one in specimens:
        name, facts, told = specimen_name(one), specimen_facts(one), requirements_words(one.checks)
        why = md(requirements_help(one.checks)) if one.checks else None
        if one.checks and all(check.met is Met.MET for check in one.checks):
            # Nothing to act on: it takes no line from the findings below.
            st.markdown(
                f"**{md(name)}** {md(facts)} \N{MIDDLE DOT} Requirements: {md(told)}",
                help=why,
            )
            continue
        st.markdown(f"**{md(name)}** {md(facts)}")
        if one.checks:
            st.caption(f"Requirements: {md(told)}", help=why)


def requirements_help(checks: Sequence[Check]) -> str:
    """Every requirement with the specimen's value, and who asks for it."""
    lines = [f"{SIGNS[one.met]} {one.label}: {one.value} ({one.wanted})" for one in checks]
    return "\n".join([*lines, *sorted({one.source for one in checks})])


def specimen_name(one: SpecimenView) -> str:
    """What it is and where it comes from."""
    origin, site = one.origin.lower(), one.site or ""
    # A lymph node's site is a lymph node, too: said once.
    return ", ".join(part for part in (one.kind, origin, "" if site.lower() == origin else site) if part)


def specimen_facts(one: SpecimenView) -> str:
    """What was measured, each with its unit; an en dash where nobody said."""

    def said(what: str, value: float | None, unit: str) -> str:
        return f"{what} {DASH if value is None else f'{value:g} {unit}'.strip()}"

    parts = [
        f"{day(one.collected_on)}, {one.fixation or 'fixation unknown'}, {one.laboratory}",
        said("tumour cells", one.tumour_cell_percent, "%"),
        said("DNA", one.dna_ng, "ng"),
        said("RNA", one.rna_ng, "ng"),
        said("dCq", one.dcq, ""),
        said("DV200", one.dv200_percent, "%"),
    ]
    if one.decalcified:
        parts.append("decalcified")
    return " \N{MIDDLE DOT} ".join(parts)


def profile_key(case_id: str) -> str:
    """The key of the choice of profile; the page reads it before anything is drawn."""
    return wkey("profile", case_id)


def profile_choice(case: CaseView, profile: ProfileView) -> None:
    """Which profile stands below: a choice where there are several, newest first."""
    names = {one.profile_id: profile_name(one) for one in case.profiles}
    if len(names) == 1:
        st.markdown(f"**Profile** {md(names[profile.profile_id])}")
        return
    st.selectbox(
        f"Profile, {len(names)} of this tumour",
        list(names),
        index=list(names).index(profile.profile_id),
        format_func=names.__getitem__,
        key=profile_key(case.case_id),
    )


def profile_name(one: ProfileView) -> str:
    """Assay, sample, day, outcome."""
    when = f"reported {day(one.reported_on)}" if one.reported_on else f"brought in {day(one.recorded_on)}"
    again = ", re-analysis" if one.supersedes else ""
    return f"{one.assay}, sample {one.sample_id}, {when}, {_OUTCOMES[one.outcome]}{again}"


def quality(profile: ProfileView, found: ProfileFindings, beside: Callable[[], None] | None = None) -> None:
    """Technical outcome, the verdicts in signs and words, and behind buttons the rest.

    ``beside`` draws a button of its own in their row.
    """
    if profile.outcome_reason:
        st.markdown(f"**Technical outcome** {md(success_words(profile))}")
    if found.verdicts:
        st.markdown(f"**Quality** {md(verdict_words(found.verdicts))}")
        for line in reasons_untold(profile.outcome_reason, found.verdicts):
            st.caption(md(line))
    else:
        st.markdown("**Quality** Unknown: no quality metrics came with this profile.")
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if beside is not None:
            beside()
        gauge_numbers(found.biomarkers, profile.profile_id)
        _metrics(profile, found)
        _problems(found)


def success_words(profile: ProfileView) -> str:
    """Success, partial or failed, and why where it is not full."""
    reason = profile.outcome_reason
    return f"{_OUTCOMES[profile.outcome]}: {reason}" if reason else f"{_OUTCOMES[profile.outcome]}."


def reasons_untold(outcome_reason: str | None, verdicts: Sequence[VerdictRow]) -> tuple[str, ...]:
    """Why classes failed or could not be judged, where the technical outcome does not say it already."""
    told = outcome_reason or ""
    found = []
    for one in verdicts:
        why = without_verdict(one.reason or "")
        if one.verdict in {Verdict.FAIL, Verdict.NOT_EVALUABLE} and (why or one.label) not in told:
            found.append(f"{one.label}: {why or _WORDS[one.verdict]}")
    return tuple(found)


def verdict_words(verdicts: Sequence[VerdictRow]) -> str:
    """Every class with its sign and word; what passed in contaminated DNA is not said to have passed."""
    dirt = next((v.verdict for v in verdicts if v.quality_class is QualityClass.CONTAMINATION), None)
    why = _CONTAMINATED.get(dirt) if dirt is not None else None

    def words(one: VerdictRow) -> str:
        if why and one.quality_class in _READ_FROM_DNA and one.verdict in {Verdict.PASS, Verdict.NO_LIMIT}:
            return f"{_SIGNS[Verdict.FAIL]} {one.label}: metrics {_WORDS[one.verdict]}, {why}"
        return f"{_SIGNS[one.verdict]} {one.label}: {_WORDS[one.verdict]}"

    return " \N{MIDDLE DOT} ".join(words(one) for one in verdicts)


def _metrics(profile: ProfileView, found: ProfileFindings) -> None:
    place = st.popover(
        md(counted(len(found.metrics), "quality metric")),
        key=wkey("metrics", profile.profile_id),
        on_change="rerun",
    )
    if not place.open:
        return
    with place:
        if not found.metrics:
            st.text("No quality metrics came with this profile.")
            return
        for verdict in found.verdicts:
            st.text(f"{_SIGNS[verdict.verdict]} {verdict.label}: {verdict.reason or _WORDS[verdict.verdict]}")
        st.dataframe(
            {
                "Metric": [m.metric for m in found.metrics],
                "Value": [m.value for m in found.metrics],
                "Unit": [m.unit for m in found.metrics],
                "At least": [m.lower for m in found.metrics],
                "At most": [m.upper for m in found.metrics],
                "Verdict": [f"{_SIGNS[m.verdict]} {_WORDS[m.verdict]}" for m in found.metrics],
                "Section": [m.section for m in found.metrics],
                "Sample": [m.sample for m in found.metrics],
            },
            hide_index=True,
            placeholder=DASH,
            width=900,
            alt=f"Quality metrics of sample {profile.sample_id}, limits from the file",
        )


def _problems(found: ProfileFindings) -> None:
    count = len(found.problems) + len(found.unrecognised)
    if not count:
        st.caption("Everything in the files was recognised.", width="content")
        return
    place = st.popover(
        md(counted(count, "thing not taken or not recognised", "things not taken or not recognised")),
        key=wkey("problems", found.profile_id),
        on_change="rerun",
    )
    if not place.open:
        return
    with place:
        if found.problems:
            st.dataframe(
                {
                    "File": [p.file for p in found.problems],
                    "Section": [p.section for p in found.problems],
                    "Line": [p.line for p in found.problems],
                    "Seen": [p.seen for p in found.problems],
                    "Expected": [p.expected for p in found.problems],
                    "What it cost": [p.severity.replace("_", " ") for p in found.problems],
                },
                hide_index=True,
                placeholder=DASH,
                width=900,
                alt="What the reader could not take",
            )
        for one in found.unrecognised:
            st.text(f"Not recognised, kept as it is: {one}")
