"""What the cohort within reach says: a biomarker's values, how often a change was seen, in how many."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.reach import reach_of
from data.read.kept import Kept
from data.reference.genes import gene
from data.store import Store
from domain.findings import BiomarkerName, BiomarkerState, FindingClass
from domain.people import Actor
from domain.views.findings import CohortValues

_VALUES: Kept[CohortValues] = Kept(32)


@dataclass(frozen=True, slots=True)
class Patients:
    """Distinct patients: all of them, and those by whose tissue or blood it was seen."""

    any_assay: int = 0
    by_tissue: int = 0
    by_blood: int = 0

    def of(self, kind: FindingClass, *genes: str | None) -> int:
        """The patients in whom a finding of this class, in one of these genes, could be seen.

        RNA of tissue and DNA of blood read the fusions of different genes (Illumina's lists); a gene
        of neither list counts whoever was assessed for the class.
        """
        known = [found for name in genes if name and (found := gene(name)) is not None]
        if kind is FindingClass.FUSION:
            tissue, blood = any(g.rna_fusion for g in known), any(g.dna_fusion_ctdna for g in known)
            if tissue != blood:
                return self.by_tissue if tissue else self.by_blood
        return self.any_assay


_SEEN: Kept[dict[str, Patients]] = Kept(64)
_ASSESSED: Kept[dict[FindingClass, Patients]] = Kept(16)


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


def _patients(row: Mapping[str, Any]) -> Patients:
    return Patients(row["patients"], row["by_tissue"], row["by_blood"])


def seen_in(store: Store, actor: Actor, profile_no: int) -> dict[str, Patients]:
    """For each change of a profile, by its key, in how many of the patients assessed it was found."""
    version, reach = store.profile_sequence, reach_of(actor)

    def read() -> dict[str, Patients]:
        with store.reading(reach) as reader:
            rows = reader.rows("cohort/seen_in", profile_no=profile_no)
        return {row["variant_key"]: _patients(row) for row in rows}

    return _SEEN.get((store.opened, version, reach, profile_no), read)


def assessed(store: Store, actor: Actor) -> dict[FindingClass, Patients]:
    """In how many distinct patients each class was assessed: a profile in force could have seen one."""
    version, reach = store.profile_sequence, reach_of(actor)

    def read() -> dict[FindingClass, Patients]:
        with store.reading(reach) as reader:
            rows = reader.rows("cohort/assessed")
        return {FindingClass(row["class"]): _patients(row) for row in rows}

    return _ASSESSED.get((store.opened, version, reach), read)
