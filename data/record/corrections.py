"""Correcting a typing error in a patient, a tumour, a specimen or a case; the earlier wording stays."""

from collections.abc import Callable, Mapping
from typing import Any

from data.journal import Event
from data.record.act import add, append, content, permitted, plain, projects, reading_as
from data.record.cases import identify, known_code, tumour_codes
from data.store import Reader, Store, Writer
from domain.corrections import (
    CaseCorrection,
    PatientCorrection,
    SpecimenCorrection,
    TumourCorrection,
    field_name,
)
from domain.people import Act, Actor
from domain.refused import Refused, Unreachable

_LISTS = {"site": "site", "stage": "stage", "fixation": "fixation"}
"""The coded list of a field, where it has one."""
_SUBJECTS = ("patient_id", "tumour_id", "case_id", "laboratory_id")
_NOT_STORED = ("acts", "laboratory")

Fields = dict[str, Any]
Changed = Callable[[Reader, dict[str, Any]], Fields]
"""Takes the row in force and says what the correction makes of its fields."""


def correct_patient(
    store: Store, actor: Actor, value: PatientCorrection, seen_version: int, token: str
) -> Event:
    """Correct sex or year of birth; ``seen_version`` is the patient's, 0 before the first correction."""

    def changed(_: Reader, __: dict[str, Any]) -> Fields:
        return {"sex": value.sex, "year_of_birth": value.year_of_birth}

    subject = ("patient", value.patient_id)
    return _correct(store, actor, subject, value.reason, (seen_version, token), changed)


def correct_tumour(
    store: Store, actor: Actor, value: TumourCorrection, seen_version: int, token: str
) -> Event:
    """Correct a tumour; ``seen_version`` is the tumour's. A retired code stays beside its successor."""

    def changed(_: Reader, row: dict[str, Any]) -> Fields:
        tumour = plain(value.tumour)
        codes = tumour_codes(value.tumour.oncotree_code)
        if codes["oncotree_code"] == row["oncotree_code"] and codes["registered_code"] is None:
            # The form shows the successor: leaving it as it is takes away no code that was registered.
            codes = {k: row[k] for k in codes}
        return {**tumour, **codes}

    subject = ("tumour", value.tumour_id)
    return _correct(store, actor, subject, value.reason, (seen_version, token), changed)


def correct_specimen(
    store: Store, actor: Actor, value: SpecimenCorrection, seen_version: int, token: str
) -> Event:
    """Correct a specimen; ``seen_version`` is the specimen's.

    Raises ``Refused`` for a sample id by which another specimen goes at the laboratory, whosever it is,
    and when the laboratory is another one than recorded.
    """

    def changed(reader: Reader, row: dict[str, Any]) -> Fields:
        if value.specimen.laboratory_id != row["laboratory_id"]:
            raise Refused(
                f"This specimen went to {row['laboratory']}; a correction does not move it and nothing was "
                "recorded. Add the specimen at the other laboratory instead."
            )
        _refuse_taken(reader, value, row)
        return plain(value.specimen)  # type: ignore[no-any-return]

    subject = ("specimen", value.specimen_id)
    return _correct(store, actor, subject, value.reason, (seen_version, token), changed)


def _refuse_taken(reader: Reader, value: SpecimenCorrection, row: Mapping[str, Any]) -> None:
    """Raise ``Refused`` when another specimen of the laboratory goes by one of the sample ids."""
    known = reader.rows(
        "reach/specimens_of_samples",
        laboratory_id=row["laboratory_id"],
        sample_ids=list(value.specimen.sample_ids),
    )
    taken = next((one for one in known if one["specimen_id"] != value.specimen_id), None)
    if taken is not None:
        whose = "of this patient" if taken["patient_id"] == row["patient_id"] else "of another patient"
        raise Refused(
            f"{row['laboratory']} has a specimen {whose} that goes by the sample id {taken['sample_id']} "
            "already; nothing was recorded and your text is kept. Correct the sample id."
        )


def correct_case(store: Store, actor: Actor, value: CaseCorrection, seen_version: int, token: str) -> Event:
    """Correct question, ECOG or previous lines; ``seen_version`` is the case's."""

    def changed(_: Reader, __: dict[str, Any]) -> Fields:
        return plain(value.facts)  # type: ignore[no-any-return]

    subject = ("case", value.case_id)
    return _correct(store, actor, subject, value.reason, (seen_version, token), changed)


def _correct(
    store: Store,
    actor: Actor,
    subject: tuple[str, str],
    reason: str,
    drawn: tuple[int, str],
    changed: Changed,
) -> Event:
    """One correction, one event: the whole row as it is now, and each field before and after.

    ``drawn`` is the version and the token of the form.
    """
    kind, subject_id = subject
    seen_version, token = drawn
    now = permitted(store, actor, Act.OPEN_CASE)
    with store.exclusive():
        if (earlier := store.journal.by_token(token)) is not None:
            return earlier
        with reading_as(store, now) as reader:
            row = _recorded(reader, kind, subject_id)
            after = {**row, **plain(changed(reader, row))}
        changes = _changes(row, after)
        if not changes and row["acts"] == seen_version:
            raise Refused(
                "Nothing differs from what is recorded, so nothing was recorded. Change what is wrong, then "
                "record the correction."
            )
        payload = {
            kind: {k: v for k, v in after.items() if k not in _NOT_STORED},
            "changes": changes,
            "correction_reason": reason,
            "audit_reason": f"{_named(changes)}: {reason}",
        }
        return append(store, now, f"{kind}_corrected", subject, seen_version, token, payload)


def _recorded(reader: Reader, kind: str, subject_id: str) -> dict[str, Any]:
    """The row in force, plain, a specimen's with its sample ids.

    Raises ``Unreachable`` with the same words whether there is none or the actor does not reach it.
    """
    row = reader.row(f"corrections/{kind}", **{f"{kind}_id": subject_id})
    if row is None:
        raise Unreachable(
            f"There is no such {kind} for you; nothing was recorded. Go back to your list and try again."
        )
    if kind == "specimen":
        row["sample_ids"] = [
            one["sample_id"] for one in reader.rows("corrections/sample_ids", specimen_id=subject_id)
        ]
    return plain(row)  # type: ignore[no-any-return]


def _changes(row: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each field that differs, before and after. Raises ``Refused`` for a code no list has."""
    found = []
    for field in after:
        before, now = row[field], after[field]
        if field == "oncotree_code":
            before, now = (one["registered_code"] or one[field] for one in (row, after))
        if field == "registered_code" or before == now:
            continue
        if field in _LISTS:
            known_code(_LISTS[field], now, f"The {field}")
        found.append({"field": field, "before": before, "after": now})
    return found


def _named(changes: list[dict[str, Any]]) -> str:
    """The fields of a correction for the record of acts, without what stood in them."""
    return ", ".join(field_name(one["field"]) for one in changes)


def _project(writer: Writer, event: Event, table: str, kind: str) -> None:
    it = content(event)
    # What was corrected before decalcification was asked for says nothing of it.
    row = {**({"decalcified": None} if kind == "specimen" else {}), **it[kind]}
    samples = row.pop("sample_ids", None)
    version = event.subject_version
    # What a case, a run or a cohort brought in stands as version 0 or 1 of patient, tumour and specimen.
    add(writer, event, table, version=version if kind == "case" else version + 1, **row)
    for change in it["changes"]:
        add(
            writer,
            event,
            "correction",
            subject_kind=kind,
            subject_id=event.subject_id,
            version=version,
            centre_id=row["centre_id"],
            reason=it["correction_reason"],
            field=change["field"],
            before_text=_text(change["before"]),
            after_text=_text(change["after"]),
            **{name: row.get(name) for name in _SUBJECTS},
        )
        if change["field"] == "sample_ids" and samples is not None:
            _project_names(writer, event, change, row)


def _project_names(writer: Writer, event: Event, change: Mapping[str, Any], row: Mapping[str, Any]) -> None:
    before, after = change["before"], change["after"]
    for sample in (*before, *after):
        if (sample in before) != (sample in after):
            identify(writer, event, ("specimen", event.subject_id), "sample", sample, row, sample in before)


def _text(value: Any) -> str | None:
    """A field's content as it is kept for the history."""
    if isinstance(value, list):
        return ", ".join(value) or None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return None if value is None else str(value)


@projects("patient_corrected")
def project_patient(writer: Writer, event: Event) -> None:
    """The patient as she is, over the earlier row."""
    _project(writer, event, "patient", "patient")


@projects("tumour_corrected")
def project_tumour(writer: Writer, event: Event) -> None:
    """The tumour as it is, over the earlier row."""
    _project(writer, event, "tumour", "tumour")


@projects("specimen_corrected")
def project_specimen(writer: Writer, event: Event) -> None:
    """The specimen as it is, with its sample names, over the earlier row."""
    _project(writer, event, "specimen", "specimen")


@projects("case_corrected")
def project_case(writer: Writer, event: Event) -> None:
    """The case as it is, over the earlier row."""
    _project(writer, event, "board_case", "case")
