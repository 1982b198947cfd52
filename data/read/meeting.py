"""Meetings, their agendas, the cases that wait, and the patients the store knows."""

from datetime import date

from data.read.choices import centre_choices, choices, label, laboratory_choices, tumour_name
from data.store import Reader
from domain.meetings import AgendaItem
from domain.people import Role
from domain.quality import Outcome
from domain.views.choices import Choice
from domain.views.meeting import (
    AgendaCase,
    CaseLink,
    CaseLists,
    FoundPatient,
    FoundTumour,
    MeetingView,
    WaitingCase,
    told_apart,
)

SHORTEST_SEARCH = 2
"""Characters from which on patients are searched for."""


def read_meetings(reader: Reader) -> tuple[MeetingView, ...]:
    """All meetings by date."""
    return tuple(
        MeetingView(**{**row, "attendance": tuple((row["attendance"] or "").splitlines())})
        for row in reader.rows("meeting/meetings")
    )


def coming(meetings: tuple[MeetingView, ...], today: date) -> MeetingView | None:
    """The next meeting from today on; the latest past one where none is planned."""
    ahead = [meeting for meeting in meetings if meeting.held_on >= today]
    return ahead[0] if ahead else (meetings[-1] if meetings else None)


def read_agenda(reader: Reader, meeting_id: str) -> tuple[AgendaCase, ...]:
    """The cases of a meeting that the reader reaches, in the order of the agenda."""
    found = []
    for row in reader.rows("meeting/agenda", meeting_id=meeting_id):
        outcome, code = row.pop("outcome"), row.pop("oncotree_code")
        stage = label("stage", row.pop("stage")) or None
        found.append(
            AgendaCase(
                **row, tumour=tumour_name(code), stage=stage, outcome=Outcome(outcome) if outcome else None
            )
        )
    return tuple(found)


def read_waiting(reader: Reader, today: date) -> tuple[WaitingCase, ...]:
    """Cases that were never discussed and stand on no agenda from today on, the longest waiting first."""
    return tuple(
        WaitingCase(tumour=tumour_name(row.pop("oncotree_code")), **row)
        for row in reader.rows("meeting/waiting", today=today)
    )


def read_board(reader: Reader) -> tuple[tuple[Choice, ...], tuple[str, ...]]:
    """Who may chair, and the names of everybody on the board."""
    rows = reader.rows("meeting/board")
    chairs = tuple(Choice(row["user_id"], row["name"]) for row in rows if row["role"] == Role.CHAIR)
    return chairs, tuple(dict.fromkeys(str(row["name"]) for row in rows))


def find_patients(reader: Reader, text: str) -> tuple[FoundPatient, ...]:
    """Patients whose pseudonym or sample id begins with the text, at most 20; none for under two letters."""
    wanted = text.strip()
    if len(wanted) < SHORTEST_SEARCH:
        return ()
    return tuple(FoundPatient(**row) for row in reader.rows("meeting/patients_found", text=wanted))


def read_tumours(reader: Reader, patient_id: str) -> tuple[FoundTumour, ...]:
    """The tumours of a patient, the first diagnosed first."""
    return tuple(
        FoundTumour(name=tumour_name(row.pop("oncotree_code")), **row)
        for row in reader.rows("meeting/tumours_of", patient_id=patient_id)
    )


def read_case_lists(reader: Reader, today: date) -> CaseLists:
    """The lists for the form of a new case; its meetings are those from today on."""
    counted = reader.row("meeting/patients_counted") or {}
    ahead = [m for m in read_meetings(reader) if m.held_on >= today]
    names = told_apart(ahead)
    return CaseLists(
        centres=centre_choices(reader),
        laboratories=laboratory_choices(reader),
        sexes=choices("sex"),
        stages=choices("stage"),
        sites=choices("site"),
        ecog=choices("ecog"),
        kinds=choices("specimen_kind"),
        origins=choices("specimen_origin"),
        fixations=choices("fixation"),
        meetings=tuple(Choice(m.meeting_id, names[m.meeting_id]) for m in ahead),
        synthetic=bool(counted.get("synthetic")),
    )


def read_case_link(reader: Reader, case_id: str | None) -> CaseLink | None:
    """A case as a link names it; ``None`` when it does not exist for this reader."""
    row = reader.row("meeting/opened", case_id=case_id) if case_id else None
    return None if row is None else CaseLink(**row)


def agenda_with(reader: Reader, meeting_id: str, case_id: str) -> tuple[int, tuple[AgendaItem, ...]]:
    """The meeting's version and its whole agenda with a case put last on it."""
    version = next((m.version for m in read_meetings(reader) if m.meeting_id == meeting_id), 0)
    order = [case.case_id for case in read_agenda(reader, meeting_id) if case.case_id != case_id]
    items = tuple(AgendaItem(one, place) for place, one in enumerate([*order, case_id], start=1))
    return version, items
