"""Opening the cases of a clinical list: each by the act that opens one, all or told which not."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.record.act import permitted, reached, reading_as
from data.record.cases import NewSpecimen, record_case, record_specimen
from data.store import Reader, Store
from domain.cases import CaseOpening
from domain.listed_cases import ListedCase
from domain.people import Act, Actor
from domain.refused import Refused


@dataclass(frozen=True, slots=True)
class NotOpened:
    """Lines of a list that opened nothing, or less than they hold, and the sentence that says why."""

    lines: tuple[int, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class ListOpened:
    """What became of a list."""

    case_ids: tuple[str, ...]
    not_opened: tuple[NotOpened, ...]


def record_listed_cases(store: Store, actor: Actor, cases: Sequence[ListedCase], token: str) -> ListOpened:
    """Open each case of a list by an act of its own; one that is refused leaves the others as they are.

    A row is recorded whole or not at all: patient, tumour, question and first specimen are one event. The
    same token again opens nothing twice, so that a list whose recording was interrupted can be given
    again. Raises ``Refused`` only for who may open no case.
    """
    now = permitted(store, actor, Act.OPEN_CASE)
    opened: list[str] = []
    not_opened: list[NotOpened] = []
    for case in cases:
        if case.opening is None:
            not_opened.append(NotOpened(case.lines, case.why))
            continue
        own = f"{token}.{case.key}"
        try:
            with store.exclusive():
                _not_there_by_now(store, now, case.opening, own)
                event = record_case(store, now, case.opening, 0, own)
        except Refused as refused:
            not_opened.append(NotOpened(case.lines, refused.sentence))
            continue
        made = (event.payload or {})["case"]
        opened.append(made["case_id"])
        for number, specimen in enumerate(case.more_specimens, 2):
            value = NewSpecimen(made["patient_id"], made["tumour_id"], specimen)
            try:
                record_specimen(store, now, value, 0, f"{own}.specimen_{number}")
            except Refused as refused:
                sentence = f"The case was opened without specimen {number}. {refused.sentence}"
                not_opened.append(NotOpened(case.lines, sentence))
    return ListOpened(tuple(opened), tuple(not_opened))


def _not_there_by_now(store: Store, actor: Actor, opening: CaseOpening, token: str) -> None:
    """Raise ``Refused`` when somebody opened a case on the tumour since the list was looked at."""
    if opening.tumour_id is None or store.journal.by_token(token) is not None:
        return
    with reading_as(store, actor) as reader:
        _checked(reader, opening)


def _checked(reader: Reader, opening: CaseOpening) -> None:
    reached(reader, "tumour", "tumour", tumour_id=opening.tumour_id)
    for row in reader.rows("reach/cases_of_tumour", tumour_id=opening.tumour_id):
        if not row["concluded"] or row["question"].strip().lower() == opening.question.strip().lower():
            raise Refused("Somebody opened a case on this tumour meanwhile; nothing was recorded for it.")
