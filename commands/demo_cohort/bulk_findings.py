"""The findings of the very large synthetic cohort, drawn for all patients of a tumour type at once."""

from dataclasses import dataclass, fields
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from commands.demo_cohort.changes import NamedFinding, finding_of, needs_exons
from commands.demo_cohort.facts import known_changes, tumour_types
from commands.demo_cohort.passengers import passenger_calls
from commands.demo_cohort.plan import Software
from commands.demo_cohort.profiles import CODING_MB
from domain.findings import CopyNumberChange, Fusion, SmallVariant, SpliceVariant

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[Any]

DIFFERENT_CALLS = 20_000
"""So many different calls of no consequence are drawn from, whatever the size of the cohort."""
_CLASSES = {
    SmallVariant: "small_variant",
    CopyNumberChange: "copy_number",
    Fusion: "fusion",
    SpliceVariant: "splice_variant",
}


@dataclass(frozen=True, slots=True)
class Picked:
    """A text for every patient: words, and the place of each patient's word."""

    words: list[str]
    places: Ints


def picked(words: list[Any], places: Ints, valid: Numbers | None = None) -> pa.Array:
    """The words at the places, null where ``valid`` says so."""
    mask = None if valid is None else ~valid
    chosen = pa.array(places, mask=mask, type=pa.int32())
    values = pa.array([None if word is None else str(word) for word in words], pa.string())
    return values.take(chosen)


def finding_tables(
    rng: np.random.Generator, tumour: Ints, centre: Picked, laboratory: Picked, calls: int
) -> dict[str, dict[str, pa.Array]]:
    """The tables ``finding``, ``small_variant``, ``copy_number``, ``fusion``, ``splice_variant`` and
    ``biomarker`` for one profile a patient, with ``calls`` calls of no consequence in each."""
    prototypes, names = _prototypes()
    noise = passenger_calls(Random(int(rng.integers(2**31))), DIFFERENT_CALLS, Software.DRAGEN_26, set())
    every: list[NamedFinding] = [*prototypes, *noise]
    owners, kinds = _drawn(rng, tumour, names)
    size = len(tumour)
    extra = rng.integers(len(prototypes), len(every), size * calls)
    owners = np.concatenate([owners, np.repeat(np.arange(size), calls)])
    kinds = np.concatenate([kinds, extra])
    order = np.argsort(owners, kind="stable")
    owners, kinds = owners[order], kinds[order]
    tables = _named(every, owners, kinds)
    biomarkers = _biomarkers(rng, tumour)
    counts = np.bincount(owners, minlength=size)
    marks = np.tile(np.arange(size), 2)
    biomarkers["profile_no"] = pa.array(marks)
    biomarkers["finding_no"] = pa.array(np.concatenate([counts, counts + 1]))
    tables["biomarker"] = biomarkers
    tables["finding"] = _parents(every, owners, kinds, counts, centre, laboratory)
    return tables


def _prototypes() -> tuple[list[NamedFinding], dict[str, Ints]]:
    """One finding for every change that the tables know, and which of them each name may stand for."""
    rng = Random(0)
    made: list[NamedFinding] = []
    names: dict[str, Ints] = {}
    for kind in tumour_types():
        for name, _ in (*kind.drivers, *kind.others):
            if name in names or needs_exons(name):
                continue
            changes = known_changes().get(name)
            wanted = [f"{one.gene}:{one.change}" for one in changes] if changes else [name]
            names[name] = np.arange(len(made), len(made) + len(wanted))
            made += [finding_of(rng, one, 0.5, Software.DRAGEN_26) for one in wanted]
    return made, names


def _drawn(rng: np.random.Generator, tumour: Ints, names: dict[str, Ints]) -> tuple[Ints, Ints]:
    owners: list[Ints] = []
    kinds: list[Ints] = []

    def add(who: Ints, name: str) -> None:
        owners.append(who)
        kinds.append(rng.choice(names[name], len(who)))

    for number, kind in enumerate(tumour_types()):
        here = np.flatnonzero(tumour == number)
        edges = np.cumsum([percent for _, percent in kind.drivers])
        place = np.searchsorted(edges, rng.uniform(0.0, 100.0, len(here)), side="right")
        for at, (name, _) in enumerate(kind.drivers):
            if name in names:
                add(here[place == at], name)
        for name, percent in kind.others:
            if name not in names:
                continue
            add(here[rng.uniform(0.0, 100.0, len(here)) < percent], name)
    return np.concatenate(owners), np.concatenate(kinds)


def _numbers(counts: Ints) -> Ints:
    """The place of every finding within its own profile, rows standing in order of the profiles."""
    starts = np.cumsum(counts) - counts
    return np.arange(int(counts.sum())) - np.repeat(starts, counts)


def _named(every: list[NamedFinding], owners: Ints, kinds: Ints) -> dict[str, dict[str, pa.Array]]:
    places = _numbers(np.bincount(owners))
    classes = np.array([list(_CLASSES).index(type(one)) for one in every])[kinds]
    tables: dict[str, dict[str, pa.Array]] = {}
    for number, (cls, name) in enumerate(_CLASSES.items()):
        rows = classes == number
        head = {"profile_no": pa.array(owners[rows]), "finding_no": pa.array(places[rows])}
        columns = {
            field: pa.array([_stored(getattr(one, field, None)) for one in every]).take(pa.array(kinds[rows]))
            for field in _columns(cls)
            if field not in {"gene", "origin"}
        }
        tables[name] = head | columns
    return tables


def _columns(cls: type[NamedFinding]) -> list[str]:
    return [one.name for one in fields(cls)]


def _stored(value: Any) -> Any:
    return ":".join(value) or None if isinstance(value, tuple) else value


def _parents(
    every: list[NamedFinding], owners: Ints, kinds: Ints, counts: Ints, centre: Picked, laboratory: Picked
) -> dict[str, pa.Array]:
    size = len(counts)
    profile = np.concatenate([owners, np.tile(np.arange(size), 2)])
    extra = np.repeat([len(every), len(every) + 1], size)
    which = np.concatenate([kinds, extra])
    number = np.concatenate([_numbers(counts), counts, counts + 1])
    genes = [getattr(one, "gene", None) or getattr(one, "gene_3", None) for one in every]
    classes = [_CLASSES[type(one)] for one in every]
    origins = [getattr(one, "origin", "unknown") for one in every]
    keys = [one.variant_key for one in every]
    return {
        "profile_no": pa.array(profile),
        "finding_no": pa.array(number),
        "profile_id": picked([f"bulk-profile-{i}" for i in range(size)], profile),
        "patient_id": picked([f"bulk-patient-{i}" for i in range(size)], profile),
        "centre_id": picked(centre.words, centre.places[profile]),
        "laboratory_id": picked(laboratory.words, laboratory.places[profile]),
        "class": picked([*classes, "biomarker", "biomarker"], which),
        "gene": picked([*genes, None, None], which),
        "origin": picked([*origins, "unknown", "unknown"], which),
        "variant_key": picked([*keys, "biomarker:tmb", "biomarker:msi"], which),
    }


def _biomarkers(rng: np.random.Generator, tumour: Ints) -> dict[str, pa.Array]:
    size = len(tumour)
    medians = np.array([one.tmb_median for one in tumour_types()])[tumour]
    burden = np.round(np.rint(medians * np.exp(rng.normal(0, 0.6, size)) * CODING_MB) / CODING_MB, 1)
    unstable = np.array([one.msi_high_percent for one in tumour_types()])[tumour] > rng.uniform(0, 100, size)
    percent = np.round(np.where(unstable, rng.uniform(23, 48, size), rng.uniform(0, 7, size)), 2)
    values = np.concatenate([burden, percent])
    half = np.repeat([0, 1], size)
    return {
        "name": picked(["tmb", "msi"], half),
        "state": pa.repeat("value", 2 * size),
        "value": pa.array(values),
        "value_text": pa.array(values).cast(pa.string()),
        "unit": picked(["mutations/Mb", "% unstable sites"], half),
    }
