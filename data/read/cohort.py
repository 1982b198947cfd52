"""What the cohort within reach says: a biomarker's values, how often a change was seen, in how many."""

from data.reach import reach_of
from data.read.kept import Kept
from data.store import Store
from domain.findings import BiomarkerName, FindingClass
from domain.people import Actor

_VALUES: Kept[tuple[float | None, ...]] = Kept(32)
_SEEN: Kept[dict[str, int]] = Kept(64)
_ASSESSED: Kept[dict[FindingClass, int]] = Kept(16)


def biomarker_values(store: Store, actor: Actor, name: BiomarkerName, assay: str) -> tuple[float | None, ...]:
    """A biomarker's values in the profiles of one assay, ``None`` where one is not evaluable."""
    version, reach = store.profile_sequence, reach_of(actor)

    def read() -> tuple[float | None, ...]:
        with store.reading(reach) as reader:
            rows = reader.rows("cohort/biomarker_values", name=name.value, assay=assay)
        return tuple(row["value"] for row in rows)

    return _VALUES.get((store.opened, version, reach, name, assay), read)


def seen_in(store: Store, actor: Actor, profile_no: int) -> dict[str, int]:
    """For each change of a profile, by its key, in how many distinct patients it was found."""
    version, reach = store.profile_sequence, reach_of(actor)

    def read() -> dict[str, int]:
        with store.reading(reach) as reader:
            rows = reader.rows("cohort/seen_in", profile_no=profile_no)
        return {row["variant_key"]: row["patients"] for row in rows}

    return _SEEN.get((store.opened, version, reach, profile_no), read)


def assessed(store: Store, actor: Actor) -> dict[FindingClass, int]:
    """In how many distinct patients each class was assessed: its quality passed, or one was found."""
    version, reach = store.profile_sequence, reach_of(actor)

    def read() -> dict[FindingClass, int]:
        with store.reading(reach) as reader:
            rows = reader.rows("cohort/assessed")
        return {FindingClass(row["class"]): row["patients"] for row in rows}

    return _ASSESSED.get((store.opened, version, reach), read)
