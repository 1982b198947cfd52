"""The buttons that put a case on an agenda, move it and take it off: each press is one act."""

from collections.abc import Callable, Mapping, Sequence

from components.agenda import Draw
from components.forms import Desk, OnAct, form_from
from components.order_form import moved
from components.text import md
from domain.meetings import AgendaItem
from domain.views.meeting import AgendaCase, MeetingView, WaitingCase

AgendaValue = tuple[str, tuple[AgendaItem, ...]]


def numbered(case_ids: Sequence[str], taken_off: str | None = None) -> tuple[AgendaItem, ...]:
    """The whole agenda in its order, and the case that leaves it."""
    items = [AgendaItem(case_id, place) for place, case_id in enumerate(case_ids, start=1)]
    if taken_off is not None:
        items.append(AgendaItem(taken_off, len(items) + 1, on_agenda=False))
    return tuple(items)


def plan_buttons(
    desk: Desk, meeting: MeetingView, cases: Sequence[AgendaCase], on_act: OnAct
) -> Mapping[str, Draw]:
    """What may be done with a case on the agenda."""
    order = [case.case_id for case in cases]
    names = {case.case_id: case.pseudonym for case in cases}

    def button(word: str, items: Callable[[str], tuple[AgendaItem, ...]], off: Callable[[str], bool]) -> Draw:
        def draw(case_id: str) -> None:
            form = form_from(desk, f"agenda_{word}_{case_id}", meeting.meeting_id, meeting.version)
            form.button(
                word, lambda _: (meeting.meeting_id, items(case_id)), on_act, type="tertiary",
                disabled=off(case_id), help=md(f"{word}: {names[case_id]}"),
            )  # fmt: skip

        return draw

    return {
        "Up": button("Up", lambda one: numbered(moved(order, one, -1)), lambda one: one == order[0]),
        "Down": button("Down", lambda one: numbered(moved(order, one, 1)), lambda one: one == order[-1]),
        "Take off": button(
            "Take off", lambda one: numbered([i for i in order if i != one], one), lambda _: False
        ),
    }


def put_button(
    desk: Desk,
    meeting: MeetingView,
    on_agenda: Sequence[AgendaCase],
    waiting: Sequence[WaitingCase],
    on_act: OnAct,
) -> Draw:
    """Puts a waiting case last on the agenda."""
    order = [case.case_id for case in on_agenda]
    names = {case.case_id: case.pseudonym for case in waiting}

    def draw(case_id: str) -> None:
        form = form_from(desk, f"agenda_put_{case_id}", meeting.meeting_id, meeting.version)
        form.button(
            "Put on agenda", lambda _: (meeting.meeting_id, numbered([*order, case_id])), on_act,
            type="secondary", help=md(f"Put last: {names[case_id]}"),
        )  # fmt: skip

    return draw
