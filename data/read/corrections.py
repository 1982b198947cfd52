"""What of a case can be corrected, as it stands now, and what was corrected before."""

from datetime import date
from typing import Any

from data.read.choices import choices, label, tumour_name
from data.reference import tumour_types
from data.store import Reader
from domain.corrections import field_name
from domain.views.choices import Choice
from domain.views.corrections import (
    Correctable,
    CorrectionLists,
    CorrectionView,
    RecordedCase,
    RecordedPatient,
    RecordedSpecimen,
    RecordedTumour,
)

_LISTS = {
    "sex": "sex",
    "site": "site",
    "stage": "stage",
    "fixation": "fixation",
    "kind": "specimen_kind",
    "origin": "specimen_origin",
}


def correction_lists() -> CorrectionLists:
    """The lists that the forms of corrections choose from."""
    return CorrectionLists(
        sexes=choices("sex"),
        stages=choices("stage"),
        sites=choices("site"),
        ecog=choices("ecog"),
        kinds=choices("specimen_kind"),
        origins=choices("specimen_origin"),
        fixations=choices("fixation"),
    )


def tumours_to_register(text: str, limit: int = 20) -> tuple[Choice, ...]:
    """Tumour types that fit a search text; a retired code first, as itself, with its successor's name.

    Whoever registers a retired code means that code: it is kept beside the one that took its place.
    """
    found = tuple(
        Choice(t.code, f"{t.name} ({t.code})", t.main_type) for t in tumour_types.search(text, limit)
    )
    typed = text.strip().upper()
    successor = tumour_types.tumour_type(typed)
    if successor is None or successor.code.upper() == typed:
        return found
    name = f"{successor.name} ({successor.code}), registered as {typed}"
    return (Choice(typed, name, successor.main_type), *found)


def read_correctable(reader: Reader, case_id: str) -> Correctable | None:
    """All that can be corrected of a case; ``None`` where this reader reaches none of that id."""
    case = reader.row("corrections/case", case_id=case_id)
    if case is None:
        return None
    of = {"patient_id": case["patient_id"], "tumour_id": case["tumour_id"]}
    patient = reader.row("corrections/patient", patient_id=of["patient_id"])
    tumour = reader.row("corrections/tumour", tumour_id=of["tumour_id"])
    if patient is None or tumour is None:
        return None
    return Correctable(
        RecordedPatient(**{k: patient[k] for k in RecordedPatient.__dataclass_fields__}),
        RecordedTumour(**{k: tumour[k] for k in RecordedTumour.__dataclass_fields__}),
        tuple(_specimen(reader, one["specimen_id"]) for one in reader.rows("case/specimens", **of)),
        RecordedCase(**{k: case[k] for k in RecordedCase.__dataclass_fields__}),
    )


def _specimen(reader: Reader, specimen_id: str) -> RecordedSpecimen:
    row = reader.row("corrections/specimen", specimen_id=specimen_id) or {}
    samples = tuple(
        one["sample_id"] for one in reader.rows("corrections/sample_ids", specimen_id=specimen_id)
    )
    kind, site = label("specimen_kind", row["kind"]), label("site", row["site"])
    told = [kind, site, _day(row["collected_on"]), ", ".join(samples) or "no sample id"]
    named: dict[str, Any] = {
        "laboratory": row["laboratory"] or "",
        "sample_ids": samples,
        "called": ", ".join(part for part in told if part),
    }
    fields = set(RecordedSpecimen.__dataclass_fields__) - set(named)
    return RecordedSpecimen(**{k: row[k] for k in fields}, **named)


def corrections_made(
    reader: Reader, case_id: str, patient_id: str, tumour_id: str
) -> tuple[CorrectionView, ...]:
    """What was corrected of a case, its patient, its tumour and that tumour's specimens, newest first."""
    of = {"case_id": case_id, "patient_id": patient_id, "tumour_id": tumour_id}
    return tuple(
        CorrectionView(
            what=row["subject_kind"].capitalize(),
            field=field_name(row["field"]),
            before=_shown(row["field"], row["before_text"]),
            after=_shown(row["field"], row["after_text"]),
            reason=row["reason"],
            recorded_by=row["recorded_by"],
            recorded_at=row["recorded_at"],
        )
        for row in reader.rows("corrections/made", **of)
    )


def _shown(field: str, text: str | None) -> str | None:
    """A field's content as the case shows it."""
    if text is None:
        return None
    if field in _LISTS:
        return label(_LISTS[field], text)
    if field == "oncotree_code":
        return f"{tumour_name(text)} ({text})"
    return _day(date.fromisoformat(text)) if field.endswith("_on") else text


def _day(value: Any) -> str:
    return f"{value.day} {value:%b %Y}" if value is not None else ""
