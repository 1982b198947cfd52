"""The findings that a recommendation rests on: taken from the table's selection, listed, removable."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from components.forms import Desk
from components.keys import wkey
from components.text import md
from domain.recommendations import SupportingFinding


@dataclass(frozen=True, slots=True)
class Supporting:
    """What is listed, and how to forget it once it was recorded."""

    findings: tuple[SupportingFinding, ...]
    forget: Callable[[], None]


def supporting_findings(
    desk: Desk,
    subject: tuple[str, str],
    chosen: Sequence[SupportingFinding],
    start: Sequence[SupportingFinding] = (),
    take_chosen: bool = True,
) -> Supporting:
    """Draw the list; ``subject`` is the form's name and what it is about.

    What is newly selected in the table joins the list by itself where ``take_chosen``.  It leaves
    it by its button alone: filtering the table, which drops its selection, loses nothing here.
    """
    name, subject_id = subject
    ref = f"{name}_supporting:{subject_id}"
    draft = desk.draft(ref).get("findings")
    listed = (
        {f.finding_id: f for f in start} if draft is None else {i: SupportingFinding(i, t) for i, t in draft}
    )

    def keep(findings: Sequence[SupportingFinding]) -> None:
        desk.keep_draft(ref, {"findings": [[f.finding_id, f.label] for f in findings]})

    seen_key = wkey(f"{name}_chosen", subject_id)
    before = st.session_state.get(seen_key, ())
    st.session_state[seen_key] = tuple(f.finding_id for f in chosen)
    new = [f for f in chosen if f.finding_id not in listed and f.finding_id not in before]
    if take_chosen and new:
        listed |= {f.finding_id: f for f in new}
        keep(tuple(listed.values()))
    rest = [f for f in chosen if f.finding_id not in listed]
    st.markdown("Supporting findings")
    if not listed:
        st.caption("None yet: select them in the table of findings.")
    with st.container(horizontal=True, gap="medium"):
        for finding in listed.values():
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content"):
                st.text(finding.label, width="content")
                st.button(
                    "Remove", key=wkey(f"{name}_remove", subject_id, finding.finding_id), type="tertiary",
                    on_click=lambda one=finding: keep([f for f in listed.values() if f != one]),
                )  # fmt: skip
    if rest:
        st.button(
            md(f"Add the {len(rest)} selected in the table"), key=wkey(f"{name}_add", subject_id),
            on_click=lambda: keep([*listed.values(), *rest]),
        )  # fmt: skip
    return Supporting(tuple(listed.values()), lambda: desk.renew(ref))
