"""The record of every act, its filters, and the state of the store and of the journal's chain."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

import streamlit as st

from components.csv_file import Table, in_a_name
from components.keys import wkey
from components.text import counted, day, md
from domain.people import Role
from domain.views.audit import AuditChoices, AuditFilter, AuditPage, AuditRow

PER_PAGE = 50
SHORT = 12
"""How many characters of a subject's id stand in the table: the last ones, which tell ids apart."""

VERBS = {
    "agenda_set": "Set the agenda",
    "answer_corrected": "Corrected an answer",
    "answer_recorded": "Recorded an answer",
    "case_concluded": "Concluded a case",
    "case_corrected": "Corrected a case",
    "case_discussed": "Marked a case as discussed",
    "case_opened": "Opened a case",
    "centre_registered": "Registered a centre",
    "cohort_loaded": "Loaded a cohort",
    "drift_seen": "Saw what changed under a recommendation",
    "finding_classified": "Classified a finding",
    "tool_report_accepted": "Accepted a tool's table",
    "findings_marked": "Marked findings as reported",
    "knowledge_release_loaded": "Loaded a release of evidence",
    "knowledge_release_switched": "Switched a release of evidence",
    "laboratory_registered": "Registered a laboratory",
    "list_mapping_kept": "Kept what a list's columns hold",
    "meeting_planned": "Planned a meeting",
    "panel_list_loaded": "Loaded a panel list",
    "panel_list_switched": "Switched the panel list",
    "patient_corrected": "Corrected a patient",
    "person_registered": "Registered a user",
    "recommendation_corrected": "Corrected a recommendation",
    "recommendation_recorded": "Recommended",
    "recommendation_withdrawn": "Withdrew a recommendation",
    "recommendations_ordered": "Ordered the recommendations",
    "response_corrected": "Corrected a best response",
    "response_recorded": "Recorded a best response",
    "response_withdrawn": "Took a best response back",
    "role_granted": "Gave a role",
    "role_revoked": "Took a role away",
    "run_accepted": "Accepted a run",
    "single_test_withdrawn": "Withdrew a single test",
    "specimen_added": "Added a specimen",
    "specimen_corrected": "Corrected a specimen",
    "threshold_set": "Set a reference value",
    "trial_closed": "Closed a trial",
    "trial_distances_recorded": "Brought distances of sites",
    "trial_match_state_recorded": "Recorded what became of a match",
    "trial_recorded": "Recorded a trial",
    "trial_registry_read": "Brought what a registry says of a trial",
    "tumour_corrected": "Corrected a tumour",
}
"""Every act in the administrator's words."""
_OPENED = {
    "opened": "The store was opened as it was",
    "caught_up": "The store was behind the journal and caught up",
    "made": "The store was made anew: there was none yet",
    "rebuilt": "The store was rebuilt from the journal",
}
_NAMES = ("actor", "role", "verb", "since", "until", "subject")


def verb_in_words(verb: str) -> str:
    """An act in words; one that has none yet is shown by its own name."""
    return VERBS.get(verb, verb.replace("_", " ").capitalize())


def role_in_words(role: str) -> str:
    """A role as it is shown; one that the program no longer knows as it was recorded."""
    return Role(role).label if role in set(Role) else role


def _key(name: str, user_id: str) -> str:
    return wkey(f"audit_{name}", user_id)


def audit_narrowed(user_id: str) -> AuditFilter:
    """What this user has narrowed the record to, known before anything is drawn."""
    actor, role, verb, since, until, subject = (st.session_state.get(_key(name, user_id)) for name in _NAMES)
    return AuditFilter(actor, role, verb, since, until, str(subject or "").strip() or None)


def audit_filters(user_id: str, offered: AuditChoices) -> None:
    """The filters, in one row; an empty one narrows nothing."""
    names = {actor_id: f"{name} ({actor_id})" for actor_id, name in offered.actors}
    columns = st.columns((2, 1.6, 2.2, 1.4, 1.4, 1.8))
    columns[0].selectbox(
        "Person", list(names), index=None, placeholder="Everybody", key=_key("actor", user_id),
        format_func=lambda code: names.get(code, code),
    )  # fmt: skip
    columns[1].selectbox(
        "Role", list(offered.roles), index=None, placeholder="Every role", key=_key("role", user_id),
        format_func=role_in_words,
    )  # fmt: skip
    columns[2].selectbox(
        "Act", list(offered.verbs), index=None, placeholder="Every act", key=_key("verb", user_id),
        format_func=verb_in_words,
    )  # fmt: skip
    columns[3].date_input("From", value=None, key=_key("since", user_id), format="YYYY-MM-DD")
    columns[4].date_input("Until", value=None, key=_key("until", user_id), format="YYYY-MM-DD")
    columns[5].text_input("Subject id", key=_key("subject", user_id), placeholder="Its beginning or end")


def narrowed_words(narrowed: AuditFilter, offered: AuditChoices) -> str:
    """What the record is narrowed to, for the first row of its file; empty where it is whole."""
    names = dict(offered.actors)
    person = narrowed.actor_id
    told = [
        f"person {names.get(person, person)} ({person})" if person else "",
        f"role {role_in_words(narrowed.role)}" if narrowed.role else "",
        f"act {verb_in_words(narrowed.verb)}" if narrowed.verb else "",
        f"from {day(narrowed.since)}" if narrowed.since else "",
        f"until {day(narrowed.until)}" if narrowed.until else "",
        f"subject id that begins or ends with {narrowed.subject}" if narrowed.subject else "",
    ]
    kept = [part for part in told if part]
    return f"Narrowed to: {'; '.join(kept)}" if kept else ""


def narrowed_in_a_name(narrowed: AuditFilter) -> str:
    """What the record is narrowed to, as a part of a file's name; empty where it is whole."""
    return in_a_name(
        narrowed.actor_id,
        narrowed.role,
        narrowed.verb,
        f"from-{narrowed.since}" if narrowed.since else None,
        f"until-{narrowed.until}" if narrowed.until else None,
        narrowed.subject,
    )


def when(recorded_at: datetime) -> str:
    """A moment as ``14 Nov 2026, 13:05:09``, in UTC as the journal has it."""
    return f"{day(recorded_at.date())}, {recorded_at:%H:%M:%S}"


def audit_table(page: AuditPage, whole_ids: bool = False) -> Table:
    """The acts as a table; ``whole_ids`` for the file, the end of each id for the screen."""
    columns = ("No.", "When (UTC)", "Who", "Role", "On behalf of", "Act", "Why", "On", "Id", "Version")
    return Table("Acts", columns, tuple(_cells(row, whole_ids) for row in page.rows))


def _cells(row: AuditRow, whole_ids: bool) -> tuple[str | int | None, ...]:
    return (
        row.sequence,
        when(row.recorded_at),
        row.actor if row.actor == row.actor_id else f"{row.actor} ({row.actor_id})",
        role_in_words(row.role),
        row.on_behalf_of,
        verb_in_words(row.verb),
        row.reason,
        row.subject_kind.replace("_", " ").capitalize(),
        row.subject_id if whole_ids else row.subject_id[-SHORT:],
        row.subject_version,
    )


def opening_sentence(how: str, events: int, why: str, kept_aside: str | None) -> str:
    """How the store was last opened, for the administrator."""
    parts = [_OPENED.get(how, f"The store was opened ({how})")]
    if events:
        parts.append(f", {counted(events, 'act')} projected")
    sentence = "".join(parts) + "."
    if why and how != "made":
        sentence += f" {why}"
    if kept_aside:
        sentence += f" The earlier tables are kept as {kept_aside}: look at them before they are thrown away."
    return sentence


def chain_sentence(acts: int, fault: str | None) -> str:
    """Whether the journal's chain holds, with what to do when it does not."""
    now = datetime.now(UTC)
    moment = f"{day(now.date())}, {now:%H:%M} UTC"
    if fault is None:
        return f"The chain of {counted(acts, 'act')} holds; verified on {moment}."
    return (
        f"The chain does not hold. {fault} Verified on {moment}. Nothing was changed: keep a copy of the "
        "journal as it is and compare it with the backup."
    )


class _Fault(Protocol):
    @property
    def sentence(self) -> str: ...


def chain_state(
    user_id: str, verify: Callable[[], _Fault | None], head: Callable[[], tuple[int, str]]
) -> None:
    """The button that walks the journal's chain, and what was found when it was last pressed.

    Walking reads the whole journal, so it is done when it is asked for and not in every run.
    """
    found = wkey("audit_chain_found", user_id)

    def walk() -> None:
        acts, _ = head()
        fault = verify()
        st.session_state[found] = (fault is None, chain_sentence(acts, fault.sentence if fault else None))

    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Verify the chain", on_click=walk, key=wkey("audit_verify", user_id))
        holds, sentence = st.session_state.get(found) or (
            None,
            "The chain was not verified in this session yet.",
        )
        if holds is None:
            st.caption(md(sentence))
        elif holds:
            st.success(md(sentence), icon=":material/check:")
        else:
            st.error(md(sentence), icon=":material/block:")
