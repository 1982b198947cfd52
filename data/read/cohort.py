"""What the cohort within reach says: a biomarker's values, how often a change was seen, in how many."""

from data.reach import reach_of
from data.read.kept import Kept
from data.store import Store
from domain.findings import BiomarkerName, BiomarkerState, FindingClass
from domain.people import Actor
from domain.views.findings import CohortValues

_VALUES: Kept[CohortValues] = Kept(32)
_SEEN: Kept[dict[str, int]] = Kept(64)
_ASSESSED: Kept[dict[FindingClass, int]] = Kept(16)


def biomarker_values(store: Store, actor: Actor, name: BiomarkerName, assay: str) -> CohortValues:
    """A biomarker in the profiles of one assay: its values, and how many profiles have none measured."""
    version, reach = store.profile_sequence, reach_of(actor)

    def read() -> CohortValues:
        with store.reading(reach) as reader:
            rows = reader.rows("cohort/biomarker_values", name=name.value, assay=assay)
        measured = {BiomarkerState.VALUE, BiomarkerState.NOT_EVALUABLE}
        values = tuple(row["value"] for row in rows if row["state"] in measured)
        return CohortValues(values, not_measured=len(rows) - len(values))

    return _VALUES.get((store.opened, version, reach, name, assay), read)


def seen_in(store: Store, actor: Actor, profile_no: int) -> dict[str, int]:
    """For each change of a profile, by its key, in how many of the patients assessed it was found."""
    version, reach = store.profile_sequence, reach_of(actor)

    def read() -> dict[str, int]:
        with store.reading(reach) as reader:
            rows = reader.rows("cohort/seen_in", profile_no=profile_no)
        return {row["variant_key"]: row["patients"] for row in rows}

    return _SEEN.get((store.opened, version, reach, profile_no), read)


def assessed(store: Store, actor: Actor) -> dict[FindingClass, int]:
    """In how many distinct patients each class was assessed: a profile in force could have seen one."""
    version, reach = store.profile_sequence, reach_of(actor)

    def read() -> dict[FindingClass, int]:
        with store.reading(reach) as reader:
            rows = reader.rows("cohort/assessed")
        return {FindingClass(row["class"]): row["patients"] for row in rows}

    return _ASSESSED.get((store.opened, version, reach), read)
