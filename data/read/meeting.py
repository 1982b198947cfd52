"""Meetings, their agendas, the cases that wait, and the patients the store knows."""

from datetime import date

from data.read.choices import tumour_name
from data.store import Reader
from domain.people import Role
from domain.quality import Outcome
from domain.views.choices import Choice
from domain.views.meeting import AgendaCase, FoundPatient, FoundTumour, MeetingView, WaitingCase

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
        found.append(
            AgendaCase(**row, tumour=tumour_name(code), outcome=Outcome(outcome) if outcome else None)
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
