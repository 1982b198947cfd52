"""Opening a case, concluding it, and marking it as discussed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.journal import Event, new_id
from data.record.act import add, append, content, permitted, plain, projects, reached, reading_as
from data.reference import codes, tumour_types
from data.store import Reader, Store, Writer
from domain.cases import CaseOpening, Conclusion, Specimen
from domain.people import Act, Actor, Role
from domain.refused import Refused


@dataclass(frozen=True, slots=True)
class NewSpecimen:
    """A specimen for a patient and tumour that the store knows."""

    patient_id: str
    tumour_id: str
    specimen: Specimen


@dataclass(frozen=True, slots=True)
class Discussion:
    """The case was discussed at a meeting."""

    case_id: str
    meeting_id: str | None
    discussed_on: date


def known_code(system: str, value: str | None, what: str) -> None:
    """Raise ``Refused`` for a code that its list does not have."""
    if value is not None and codes.code(system, value) is None:
        raise Refused(f"{what} {value!r} is not in the list; nothing was recorded. Choose one from the list.")


def tumour_codes(code: str) -> dict[str, str | None]:
    """The code that is in force, and beside it a retired one as it was registered.

    Raises ``Refused`` for a code that OncoTree never had, or that was split into several.
    """
    if (kind := tumour_types.tumour_type(code)) is None:
        raise Refused(f"OncoTree has no code {code!r}; search by name and choose one.")
    retired = code.strip().upper() != kind.code.upper()
    return {"oncotree_code": kind.code, "registered_code": code.strip().upper() if retired else None}


def record_case(store: Store, actor: Actor, value: CaseOpening, seen_version: int, token: str) -> Event:
    """Open a case: patient, tumour, question and specimen in one event.

    ``seen_version`` is 0.  Raises ``Refused`` for a pseudonym that the centre uses already, and for a
    sample id by which another specimen goes at the laboratory.
    """
    now = permitted(store, actor, Act.OPEN_CASE)
    with store.exclusive():
        if (earlier := store.journal.by_token(token)) is not None:
            return earlier
        with reading_as(store, now) as reader:
            payload = _case_payload(reader, value)
        subject = ("case", payload["case"]["case_id"])
        return append(store, now, "case_opened", subject, seen_version, token, payload)


def _case_payload(reader: Reader, value: CaseOpening) -> dict[str, Any]:
    """All rows that the opening makes, with their ids."""
    payload: dict[str, Any] = {}
    if value.patient is not None:
        patient_id, centre_id = new_id(), value.patient.centre_id
        reached(reader, "centre", "centre", centre_id=centre_id)
        if reader.row("reach/pseudonym", centre_id=centre_id, pseudonym=value.patient.pseudonym):
            raise Refused(
                f"The centre has a patient {value.patient.pseudonym} already; nothing was recorded. "
                "Search for her and open the case there."
            )
        payload["patient"] = {"patient_id": patient_id, **plain(value.patient)}
    else:
        row = reached(reader, "patient", "patient", patient_id=value.patient_id)
        patient_id, centre_id = row["patient_id"], row["centre_id"]
    if value.tumour is not None:
        tumour_id = new_id()
        codes_of = tumour_codes(value.tumour.oncotree_code)
        payload["tumour"] = {"tumour_id": tumour_id, **plain(value.tumour), **codes_of}
        known_code("stage", value.tumour.stage, "The stage")
    else:
        row = reached(reader, "tumour", "tumour", tumour_id=value.tumour_id)
        if row["patient_id"] != patient_id:
            raise Refused("That tumour is another patient's; nothing was recorded.")
        tumour_id = row["tumour_id"]
    payload["case"] = {
        "case_id": new_id(),
        "patient_id": patient_id,
        "tumour_id": tumour_id,
        "centre_id": centre_id,
        "ecog": value.ecog,
        "previous_lines": value.previous_lines,
        "previous_lines_text": value.previous_lines_text,
        "question": value.question,
        "opened_on": plain(value.opened_on or date.today()),
    }
    if value.specimen is not None:
        payload["specimen"] = _specimen_payload(reader, value.specimen)
    return payload


def _specimen_payload(reader: Reader, value: Specimen) -> dict[str, Any]:
    laboratory = reached(reader, "laboratory", "laboratory", laboratory_id=value.laboratory_id)
    known_code("fixation", value.fixation, "The fixation")
    taken = reader.rows(
        "reach/specimens_of_samples",
        laboratory_id=value.laboratory_id,
        sample_ids=list(value.sample_ids),
    )
    if taken:
        raise Refused(
            f"{laboratory['name']} has a specimen that goes by the sample id {taken[0]['sample_id']} "
            "already; nothing was recorded. Correct the sample id, or leave it out until the laboratory has "
            "given one."
        )
    return {"specimen_id": new_id(), **plain(value)}


@projects("case_opened")
def project_case(writer: Writer, event: Event) -> None:
    """A case, and the patient, tumour and specimen that came with it."""
    it = content(event)
    case = it["case"]
    ids = {"patient_id": case["patient_id"], "centre_id": case["centre_id"]}
    if (patient := it.get("patient")) is not None:
        add(
            writer,
            event,
            "patient",
            version=1,
            **{
                k: patient[k]
                for k in ("patient_id", "centre_id", "pseudonym", "sex", "year_of_birth", "synthetic")
            },
        )
        subject = ("patient", patient["patient_id"])
        identify(writer, event, subject, "pseudonym", patient["pseudonym"], ids)
    if (tumour := it.get("tumour")) is not None:
        # What was recorded before retired codes were kept has none.
        add(writer, event, "tumour", version=1, **ids, **{"registered_code": None, **tumour})
    if (specimen := it.get("specimen")) is not None:
        _project_specimen(writer, event, specimen, {**ids, "tumour_id": case["tumour_id"]})
    add(writer, event, "board_case", version=event.subject_version, **case)


def identify(
    writer: Writer,
    event: Event,
    subject: tuple[str, str],
    system: str,
    value: str,
    ids: Mapping[str, str],
    removed: bool = False,
) -> None:
    """An outside name of a subject, its kind and id; ``removed`` when a correction takes it away."""
    writer.add(
        "identifier",
        subject_kind=subject[0],
        subject_id=subject[1],
        system=system,
        value=value,
        patient_id=ids["patient_id"],
        centre_id=ids["centre_id"],
        removed=removed,
        sequence=event.sequence,
    )


def _project_specimen(
    writer: Writer, event: Event, specimen: Mapping[str, Any], ids: Mapping[str, str]
) -> None:
    columns = {k: v for k, v in specimen.items() if k != "sample_ids"}
    # What was recorded before decalcification was asked for says nothing of it.
    add(writer, event, "specimen", version=1, **ids, **{"decalcified": None, **columns})
    for sample in specimen["sample_ids"]:
        identify(writer, event, ("specimen", specimen["specimen_id"]), "sample", sample, ids)


def record_specimen(store: Store, actor: Actor, value: NewSpecimen, seen_version: int, token: str) -> Event:
    """Add a specimen to a patient's tumour. ``seen_version`` is 0.

    Raises ``Refused`` for a sample id by which another specimen goes at the laboratory, whosever it is,
    and when a laboratory adds one for another laboratory.
    """
    now = permitted(store, actor, Act.BRING_RUN_IN)
    with store.exclusive():
        if (earlier := store.journal.by_token(token)) is not None:
            return earlier
        with reading_as(store, now) as reader:
            payload = _added_payload(reader, now, value)
        subject = ("specimen", payload["specimen"]["specimen_id"])
        return append(store, now, "specimen_added", subject, seen_version, token, payload)


def _added_payload(reader: Reader, actor: Actor, value: NewSpecimen) -> dict[str, Any]:
    patient = reached(reader, "patient", "patient", patient_id=value.patient_id)
    tumour = reached(reader, "tumour", "tumour", tumour_id=value.tumour_id)
    if tumour["patient_id"] != patient["patient_id"]:
        raise Refused("That tumour is another patient's; nothing was recorded.")
    # Of her own laboratory a laboratory's user reaches every sample id, so none can be taken unseen.
    if actor.role is Role.LABORATORY and value.specimen.laboratory_id not in actor.laboratories:
        raise Refused("This specimen is for another laboratory; nothing was recorded. Choose your own.")
    ids = {
        "patient_id": value.patient_id,
        "centre_id": patient["centre_id"],
        "tumour_id": value.tumour_id,
    }
    return {"ids": ids, "specimen": _specimen_payload(reader, value.specimen)}


@projects("specimen_added")
def project_specimen(writer: Writer, event: Event) -> None:
    """A specimen and its sample names."""
    it = content(event)
    _project_specimen(writer, event, it["specimen"], it["ids"])


def record_conclusion(
    store: Store, actor: Actor, value: tuple[str, Conclusion], seen_version: int, token: str
) -> Event:
    """Conclude a case; ``value`` is the case's id and the conclusion, ``seen_version`` the case's."""
    case_id, conclusion = value
    now = permitted(store, actor, Act.CONCLUDE)
    known_code("not_actionable_reason", conclusion.reason_code, "The reason")
    with reading_as(store, now) as reader:
        case = reached(reader, "case", "case", case_id=case_id)
    payload = {
        "case_id": case_id,
        "patient_id": case["patient_id"],
        "centre_id": case["centre_id"],
        **plain(conclusion),
        "concluded_on": plain(conclusion.concluded_on or date.today()),
    }
    return append(store, now, "case_concluded", ("case", case_id), seen_version, token, payload)


@projects("case_concluded")
def project_conclusion(writer: Writer, event: Event) -> None:
    """The board's conclusion; a later one supersedes it."""
    add(writer, event, "case_conclusion", version=event.subject_version, **content(event))


def record_discussion(store: Store, actor: Actor, value: Discussion, seen_version: int, token: str) -> Event:
    """Mark a case as discussed; ``seen_version`` is the case's."""
    now = permitted(store, actor, Act.CONCLUDE)
    with reading_as(store, now) as reader:
        case = reached(reader, "case", "case", case_id=value.case_id)
        if value.meeting_id is not None:
            reached(reader, "meeting", "meeting", meeting_id=value.meeting_id)
    if value.discussed_on > date.today():
        raise Refused("A case cannot have been discussed in the future; correct the day.")
    payload = {**plain(value), "patient_id": case["patient_id"], "centre_id": case["centre_id"]}
    return append(store, now, "case_discussed", ("case", value.case_id), seen_version, token, payload)


@projects("case_discussed")
def project_discussion(writer: Writer, event: Event) -> None:
    """The case was discussed."""
    add(writer, event, "discussion", version=event.subject_version, **content(event))
