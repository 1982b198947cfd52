"""The case as it stands in the form that opens one."""

import re
from dataclasses import dataclass

from components.forms import Values
from domain.cases import CaseOpening, Patient, Specimen, Tumour
from domain.codes import Sex, SpecimenKind, SpecimenOrigin
from domain.refused import Refused
from domain.views.choices import Choice

NEW_TUMOUR = "new"
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))

_BETWEEN_SAMPLES = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case to be opened, and the meeting on whose agenda it is put."""

    opening: CaseOpening
    meeting_id: str | None


def said_yes(code: str | None) -> bool | None:
    """What was chosen of ``YES_NO``; ``None`` where nothing was."""
    return None if code is None else code == "yes"


def built(values: Values, synthetic: bool) -> OpenedCase:
    """The case of the form. Raises ``Refused`` with the first thing that is missing or not allowed."""
    known = values.get("whose") == "known"
    if known and not values.get("patient"):
        raise Refused("Search the patient and choose her; nothing was recorded and your text is kept.")
    tumour_id = values.get("tumour") if known and values.get("tumour") != NEW_TUMOUR else None
    if known and tumour_id is None and not values.get("oncotree"):
        raise Refused("Choose which tumour the case is about; nothing was recorded and your text is kept.")
    ecog = values.get("ecog")
    opening = CaseOpening(
        patient=None if known else _patient(values, synthetic),
        tumour=None if tumour_id else _tumour(values),
        question=values.text("question") or "",
        ecog=None if ecog is None else int(ecog),
        previous_lines=values.get("previous_lines"),
        previous_lines_text=values.text("previous_lines_text"),
        specimen=_specimen(values) if values.get("specimen") == "now" else None,
        patient_id=values["patient"] if known else None,
        tumour_id=tumour_id,
    )
    return OpenedCase(opening, values.get("meeting"))


def sample_ids_of(values: Values) -> tuple[str, ...]:
    """The sample ids of a form's field, apart by commas, semicolons or blanks."""
    return tuple(_BETWEEN_SAMPLES.split(values.text("sample_ids") or ""))


def _patient(values: Values, synthetic: bool) -> Patient:
    if not values.get("sex"):
        raise Refused("Choose the patient's sex, or unknown; nothing was recorded and your text is kept.")
    if values.get("year_of_birth") is None:
        raise Refused("A patient needs a year of birth, four digits; nothing was recorded.")
    return Patient(
        values.text("pseudonym") or "",
        Sex(values["sex"]),
        int(values["year_of_birth"]),
        values.get("centre") or "",
        synthetic,
    )


def _tumour(values: Values) -> Tumour:
    return Tumour(
        values.get("oncotree") or "",
        values.get("site"),
        values.get("stage"),
        values.text("histology"),
        values.get("diagnosed_on"),
    )


def _specimen(values: Values) -> Specimen:
    if not values.get("laboratory"):
        raise Refused(
            "A specimen needs the laboratory it was sent to; choose one, or choose 'No specimen yet'. "
            "Nothing was recorded."
        )
    if not values.get("kind") or not values.get("origin"):
        raise Refused("A specimen needs its kind and where it was taken; nothing was recorded.")
    return Specimen(
        laboratory_id=values["laboratory"],
        kind=SpecimenKind(values["kind"]),
        origin=SpecimenOrigin(values["origin"]),
        sample_ids=sample_ids_of(values),
        site=values.get("specimen_site"),
        collected_on=values.get("collected_on"),
        fixation=values.get("fixation"),
        tumour_cell_percent=values.get("tumour_cell_percent"),
        dna_ng=values.get("dna_ng"),
        rna_ng=values.get("rna_ng"),
        dcq=values.get("dcq"),
        dv200_percent=values.get("dv200_percent"),
        decalcified=said_yes(values.get("decalcified")),
    )
