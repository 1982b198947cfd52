"""What the store knows of the samples of a run that is to be accepted."""

from collections.abc import Mapping
from typing import Any

from data.read.choices import label, tumour_name
from data.store import Reader
from domain.readings import RunReading, SampleReading
from domain.single_tests import named_in, taken_from, taken_from_whom
from domain.views.intake import Earlier, SampleMatch, SpecimenOption, TestedSpecimen, TumourOption


def _option(row: Mapping[str, Any]) -> SpecimenOption:
    return SpecimenOption(
        specimen_id=row["specimen_id"],
        pseudonym=row["pseudonym"],
        tumour=tumour_name(row["oncotree_code"] or ""),
        kind=label("specimen_kind", row["kind"]).lower(),
        site=label("site", row["site"]) or None,
        collected_on=row["collected_on"],
        patient_id=row["patient_id"],
        tumour_id=row["tumour_id"],
    )


def _names(sample: SampleReading) -> list[str]:
    names = [n for n in (sample.pair_id, sample.dna_sample_id, sample.rna_sample_id) if n]
    tested = named_in(sample.sample_id)
    return names if tested is None else [*names, tested[0]]


def _taken_on(reader: Reader, sample: SampleReading) -> list[dict[str, Any]]:
    """The specimens of a single test that names the patient and the day its specimen was taken."""
    tested = named_in(sample.sample_id)
    whom = taken_from_whom(tested[0]) if tested else None
    if whom is None:
        return []
    return reader.rows("intake/specimens_taken_on", pseudonym=whom[0], collected_on=whom[1])


def matches(reader: Reader, reading: RunReading, laboratory_id: str) -> tuple[SampleMatch, ...]:
    """For each sample, the specimens that go by its names, and whether results came before."""
    names = sorted({name for sample in reading.samples for name in _names(sample)})
    rows = reader.rows("intake/specimens_by_sample", sample_ids=names, laboratory_id=laboratory_id)
    ids = sorted({sample.sample_id for sample in reading.samples})
    earlier = reader.rows("reach/same_results", sample_ids=ids, laboratory_id=laboratory_id)
    found = []
    for sample in reading.samples:
        mine = [row for row in rows if row["sample_id"] in _names(sample)] or _taken_on(reader, sample)
        own = {row["specimen_id"]: _option(row) for row in mine}
        before = [row for row in earlier if row["sample_id"] == sample.sample_id]
        same = any(row["content_sha256"] == sample.content_sha256 for row in before)
        state = Earlier.SAME if same else Earlier.OTHER if before else Earlier.NONE
        when = before[-1]["recorded_at"] if before else None
        found.append(SampleMatch(sample.sample_id, tuple(own.values()), state, when))
    return tuple(found)


def specimens_of(reader: Reader, pseudonym: str, laboratory_id: str) -> tuple[SpecimenOption, ...]:
    """Up to 20 specimens at this laboratory of patients whose pseudonym holds the text."""
    if not pseudonym.strip():
        return ()
    values = {"pseudonym": pseudonym.strip(), "laboratory_id": laboratory_id}
    return tuple(_option(row) for row in reader.rows("intake/specimens_of_patient", **values))


def specimens_searched(
    reader: Reader, text: str, specimen_id: str | None = None
) -> tuple[TestedSpecimen, ...]:
    """Up to 20 specimens by pseudonym or sample id, each with the name that single tests give it.

    ``specimen_id`` is one that was chosen before and stays among them.
    """
    rows = reader.rows("intake/specimens_searched", text=text.strip(), specimen_id=specimen_id)
    return tuple(TestedSpecimen(_option(row), _tested_as(row)) for row in rows)


def _tested_as(row: Mapping[str, Any]) -> str:
    if row["sample_ids"]:
        return str(row["sample_ids"]).split("\n")[0]
    return taken_from(row["pseudonym"], row["collected_on"]) if row["collected_on"] else row["pseudonym"]


def recorded_before(reader: Reader, sample_id: str, laboratory_id: str) -> bool:
    """Whether a laboratory has brought in results under this name."""
    return bool(reader.rows("reach/same_results", sample_ids=[sample_id], laboratory_id=laboratory_id))


def tumours_of(reader: Reader, pseudonym: str) -> tuple[TumourOption, ...]:
    """The tumours of the patients who go by exactly this pseudonym."""
    if not pseudonym.strip():
        return ()
    rows = reader.rows("intake/tumours_of_patient", pseudonym=pseudonym.strip())
    return tuple(
        TumourOption(
            row["patient_id"], row["tumour_id"], f"{row['pseudonym']}, {tumour_name(row['oncotree_code'])}"
        )
        for row in rows
    )
