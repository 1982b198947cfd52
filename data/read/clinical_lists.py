"""What the store knows that a clinical list touches: kept mappings, places, patients by pseudonym."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from data.read.choices import centre_choices, laboratory_choices
from data.store import Reader
from domain.codes import Sex
from domain.list_mapping import DateOrder, KeptMapping, ListField, ListMapping, ListSource, Share
from domain.listed_cases import KnownCase, KnownPatient


def mapping_from(plain: Mapping[str, Any]) -> ListMapping:
    """A mapping from its plain values. Raises ``Refused`` or ``ValueError`` for what is none."""
    return ListMapping(
        {heading: ListField(one) for heading, one in plain.get("fields", {}).items()},
        {heading: DateOrder(one) for heading, one in plain.get("orders", {}).items()},
        {heading: Share(one) for heading, one in plain.get("shares", {}).items()},
        {ListField(of): dict(words) for of, words in plain.get("words", {}).items()},
        {ListField(of): str(code) for of, code in plain.get("defaults", {}).items()},
    )


def kept_mappings(reader: Reader, source: ListSource, source_id: str) -> tuple[KeptMapping, ...]:
    """The mappings in force of one centre's or laboratory's lists, the newest first."""
    rows = reader.rows("intake/list_mappings", source=source.value, source_id=source_id)
    return tuple(
        KeptMapping(
            source, source_id, row["fingerprint"], mapping_from(json.loads(row["mapping"])), row["version"],
            row["kept_by"], row["recorded_at"].date().isoformat(),
        )
        for row in rows
    )  # fmt: skip


def fitting(kept: Iterable[KeptMapping], fingerprint: str, headings: Iterable[str]) -> KeptMapping | None:
    """The mapping of just these headings; else the one that shares the most of them, if half or more."""
    listed, here = list(kept), set(headings)
    for one in listed:
        if one.fingerprint == fingerprint:
            return one
    best = max(listed, key=lambda one: len(here & set(one.mapping.fields)), default=None)
    if best is None or 2 * len(here & set(best.mapping.fields)) < len(best.mapping.fields):
        return None
    return best


def names_of_places(reader: Reader) -> tuple[dict[str, str], dict[str, str]]:
    """The names of all centres and of all laboratories, by id."""
    centres = {one.code: one.label for one in centre_choices(reader)}
    return centres, {one.code: one.label for one in laboratory_choices(reader)}


def known_patients(reader: Reader, pseudonyms: Iterable[str]) -> tuple[KnownPatient, ...]:
    """The patients who go by these pseudonyms, with their tumours, cases and sample ids."""
    wanted = sorted({name.lower() for name in pseudonyms})
    patients = reader.rows("intake/listed_patients", pseudonyms=wanted) if wanted else []
    ids = [row["patient_id"] for row in patients]
    tumours, cases, samples = (
        _by_patient(reader, f"intake/{name}", ids)
        for name in ("listed_tumours", "listed_cases", "listed_samples")
    )
    return tuple(
        KnownPatient(
            patient_id=row["patient_id"],
            centre_id=row["centre_id"],
            pseudonym=row["pseudonym"],
            sex=Sex(row["sex"]),
            year_of_birth=row["year_of_birth"],
            tumours=tuple((t["tumour_id"], t["oncotree_code"]) for t in tumours[row["patient_id"]]),
            cases=tuple(
                KnownCase(c["case_id"], c["tumour_id"], c["question"], c["concluded"])
                for c in cases[row["patient_id"]]
            ),
            sample_ids=frozenset(s["sample_id"].lower() for s in samples[row["patient_id"]]),
        )
        for row in patients
    )


def _by_patient(reader: Reader, query: str, ids: list[str]) -> defaultdict[str, list[dict[str, Any]]]:
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in reader.rows(query, patient_ids=ids) if ids else ():
        found[row["patient_id"]].append(row)
    return found
