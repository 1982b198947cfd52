"""How specimens stand to the requirements of the protocol, by the limits in force for their laboratory."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from data.read.thresholds import all_in_force
from data.store import Reader
from domain.specimen_requirements import LIMITS, Check, SpecimenFacts, applies, checks


def checked(reader: Reader, row: Mapping[str, Any], received_on: date | None) -> tuple[Check, ...]:
    """The requirements for one specimen; ``row`` has its codes, measures and ``laboratory_id``."""
    if not applies(row["kind"]):
        return ()
    facts = SpecimenFacts(
        row["kind"],
        row["dna_ng"],
        row["rna_ng"],
        row["dcq"],
        row["dv200_percent"],
        row["collected_on"],
        received_on,
        row["fixation"],
        row["site"],
        row["decalcified"],
    )
    day = received_on or date.today()
    return checks(facts, all_in_force(reader, LIMITS.values(), row["laboratory_id"], day))


def checks_of(
    reader: Reader, specimen_ids: Sequence[str], received_on: date | None
) -> dict[str, tuple[Check, ...]]:
    """The requirements for specimens within reach, by their id, when received on a day."""
    rows = reader.rows("intake/specimen_facts", specimen_ids=sorted(set(specimen_ids)))
    return {row["specimen_id"]: checked(reader, row, received_on) for row in rows}
