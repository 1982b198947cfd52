"""The rows of a clinical list as cases to be opened: who is new, who is known, what is there already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from domain.cases import CaseOpening, Patient, Specimen, Tumour
from domain.codes import Sex
from domain.refused import Refused


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row of a list, every cell read; ``None`` where the list says nothing."""

    line: int
    pseudonym: str
    centre_id: str
    oncotree_code: str
    """As the list has it; a retired code is kept as registered."""
    tumour_code: str
    """The code in force."""
    question: str
    sex: Sex | None = None
    year_of_birth: int | None = None
    site: str | None = None
    stage: str | None = None
    histology: str | None = None
    diagnosed_on: date | None = None
    opened_on: date | None = None
    ecog: int | None = None
    previous_lines: int | None = None
    previous_therapy: str | None = None
    specimen: Specimen | None = None
    not_taken: tuple[str, ...] = ()
    """What of this row was not taken, in a few words each; the problems say more."""


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case that the store has."""

    case_id: str
    tumour_id: str
    question: str
    concluded: bool


@dataclass(frozen=True, slots=True)
class KnownPatient:
    """A patient whom the store has, with what a row must not bring in twice."""

    patient_id: str
    centre_id: str
    pseudonym: str
    sex: Sex
    year_of_birth: int
    tumours: tuple[tuple[str, str], ...] = ()
    """Id and OncoTree code in force of each."""
    cases: tuple[KnownCase, ...] = ()
    sample_ids: frozenset[str] = frozenset()
    """In small letters."""


class ListedState(StrEnum):
    """What would become of a row."""

    NEW_PATIENT = "new_patient"
    KNOWN_PATIENT = "known_patient"
    ALREADY_THERE = "already_there"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """The state as it is shown."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class ListedCase:
    """What one row, or several rows of one patient, would open."""

    lines: tuple[int, ...]
    row: ListedRow
    state: ListedState
    why: str = ""
    """One sentence where it is refused or there already."""
    opening: CaseOpening | None = None
    """``None`` where nothing can be opened."""
    more_specimens: tuple[Specimen, ...] = ()
    """Beside the one in the opening."""

    @property
    def specimens(self) -> int:
        """How many specimens come with it."""
        held = self.opening is not None and self.opening.specimen is not None
        return int(held) + len(self.more_specimens)

    @property
    def key(self) -> str:
        """Names it within its list."""
        return f"line_{self.lines[0]}"


def planned(
    rows: Iterable[ListedRow], known: Sequence[KnownPatient], synthetic: bool
) -> tuple[ListedCase, ...]:
    """What each patient of a list would open, in the order of the list.

    Rows of one patient and tumour that say nothing different are one case with a specimen each; a second
    tumour of a patient who is new waits until she is in the store.
    """
    by_name = {(one.centre_id, one.pseudonym.lower()): one for one in known}
    groups: dict[tuple[str, str, str], list[ListedRow]] = {}
    for row in rows:
        groups.setdefault((row.centre_id, row.pseudonym.lower(), row.tumour_code), []).append(row)
    made, seen = [], dict[tuple[str, str], int]()
    for (centre, name, _), together in groups.items():
        patient = by_name.get((centre, name))
        before = seen.setdefault((centre, name), together[0].line)
        if patient is None and before != together[0].line:
            why = (
                f"Line {before} opens a case of this patient, who is new, on another tumour. Open that one, "
                "then bring the list again."
            )
            made.append(_refused(together, why))
        else:
            made.append(_planned(together, patient, synthetic))
    return tuple(sorted(made, key=lambda one: one.lines))


def _refused(rows: Sequence[ListedRow], why: str) -> ListedCase:
    return ListedCase(tuple(row.line for row in rows), rows[0], ListedState.REFUSED, why)


def _planned(rows: Sequence[ListedRow], patient: KnownPatient | None, synthetic: bool) -> ListedCase:
    lines = tuple(row.line for row in rows)
    merged = _merged(rows)
    if isinstance(merged, str):
        return _refused(rows, merged)
    specimens = _distinct(rows)
    if patient is None:
        return _new(lines, merged, specimens, synthetic)
    if (different := _different(merged, patient)) is not None:
        return _refused(rows, different)
    if (there := _there(merged, patient, specimens)) is not None:
        return ListedCase(lines, merged, ListedState.ALREADY_THERE, there)
    tumours = [tumour_id for tumour_id, code in patient.tumours if code == merged.tumour_code]
    if len(tumours) > 1:
        return _refused(rows, "She has several such tumours: open this case by hand and choose which.")
    try:
        opening = CaseOpening(
            None, None if tumours else _tumour(merged), patient_id=patient.patient_id,
            tumour_id=tumours[0] if tumours else None, specimen=next(iter(specimens), None),
            **_question(merged),
        )  # fmt: skip
    except Refused as refused:
        return _refused(rows, refused.sentence)
    why = "A further case on a tumour the store has." if tumours else "A new tumour of a known patient."
    return ListedCase(lines, merged, ListedState.KNOWN_PATIENT, why, opening, specimens[1:])


def _new(
    lines: tuple[int, ...], row: ListedRow, specimens: tuple[Specimen, ...], synthetic: bool
) -> ListedCase:
    try:
        if row.year_of_birth is None:
            raise Refused("A new patient needs a year of birth.")
        patient = Patient(row.pseudonym, row.sex or Sex.UNKNOWN, row.year_of_birth, row.centre_id, synthetic)
        opening = CaseOpening(patient, _tumour(row), specimen=next(iter(specimens), None), **_question(row))
    except Refused as refused:
        return ListedCase(lines, row, ListedState.REFUSED, refused.sentence)
    return ListedCase(lines, row, ListedState.NEW_PATIENT, "", opening, specimens[1:])


def _tumour(row: ListedRow) -> Tumour:
    return Tumour(row.oncotree_code, row.site, row.stage, row.histology, row.diagnosed_on)


def _question(row: ListedRow) -> dict[str, Any]:
    return {
        "question": row.question,
        "ecog": row.ecog,
        "previous_lines": row.previous_lines,
        "previous_lines_text": row.previous_therapy,
        "opened_on": row.opened_on,
    }


_CASE_FIELDS = (
    "sex", "year_of_birth", "site", "stage", "histology", "diagnosed_on", "opened_on", "ecog",
    "previous_lines", "previous_therapy", "question",
)  # fmt: skip


def _merged(rows: Sequence[ListedRow]) -> ListedRow | str:
    """The rows of a patient as one; a sentence where they contradict each other."""
    found = rows[0]
    for row in rows[1:]:
        for name in _CASE_FIELDS:
            here, there = getattr(found, name), getattr(row, name)
            if here is None and there is not None:
                found = replace(found, **{name: there})
            elif there is not None and here != there:
                return (
                    f"Lines {rows[0].line} and {row.line} are of one patient and tumour and differ in "
                    f"{name.replace('_', ' ')}: make them say the same, or open these cases by hand."
                )
    return replace(found, not_taken=tuple(dict.fromkeys(word for row in rows for word in row.not_taken)))


def _distinct(rows: Sequence[ListedRow]) -> tuple[Specimen, ...]:
    """The specimens of the rows; those alike but for their sample ids are one with all of these."""
    made: list[Specimen] = []
    for one in (row.specimen for row in rows):
        if one is None:
            continue
        alike = next((at for at, s in enumerate(made) if replace(s, sample_ids=one.sample_ids) == one), None)
        if alike is None:
            made.append(one)
        else:
            made[alike] = replace(made[alike], sample_ids=(*made[alike].sample_ids, *one.sample_ids))
    return tuple(made)


def _different(row: ListedRow, patient: KnownPatient) -> str | None:
    """A sentence where the list says another sex or year of birth than the store."""
    unknown = {Sex.UNKNOWN, None}
    if row.sex not in unknown and patient.sex not in unknown and row.sex is not patient.sex:
        return f"The store has this patient as {patient.sex.value}: is it another patient's pseudonym?"
    if row.year_of_birth is not None and row.year_of_birth != patient.year_of_birth:
        year = patient.year_of_birth
        return f"The store has this patient as born in {year}: is it another patient's pseudonym?"
    return None


def _there(row: ListedRow, patient: KnownPatient, specimens: Sequence[Specimen]) -> str | None:
    """A sentence where the store has the case already; ``None`` where it is another one."""
    tumours = {tumour_id for tumour_id, code in patient.tumours if code == row.tumour_code}
    cases = [case for case in patient.cases if case.tumour_id in tumours]
    names = {name.lower() for one in specimens for name in one.sample_ids}
    new = sorted(names - patient.sample_ids)
    beside = f" Its sample {', '.join(new)} is not in the store: add it on the case." if new else ""
    if any(not case.concluded for case in cases):
        return f"The store has an open case on this tumour.{beside}"
    if any(case.question.strip().lower() == row.question.strip().lower() for case in cases):
        return f"The store has a case with this question on this tumour.{beside}"
    if names & patient.sample_ids:
        return "The store has a specimen that goes by this sample id."
    return None


def counted_states(cases: Iterable[ListedCase]) -> Mapping[ListedState, int]:
    """How many there are of each state, none left out."""
    found = dict.fromkeys(ListedState, 0)
    for case in cases:
        found[case.state] += 1
    return found
