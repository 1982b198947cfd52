"""TMB and MSI of many profiles, by the cut-offs in force for each: what trials ask of the whole genome."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from data.read.stored_findings import biomarker
from data.read.thresholds import all_in_force
from data.store import Reader
from domain.findings import BiomarkerName, BiomarkerState, FindingClass
from domain.knowledge.case_facts import CaseFinding
from domain.knowledge.case_findings import SIGNATURES
from domain.quality import QualityClass
from domain.quality_rules import judged
from domain.readings import ClassVerdict
from domain.thresholds import DEFAULTS, MSI_USABLE_SITES, Threshold, classify_biomarker, default_for
from domain.trials.patient_facts import Tmb


class Judged(Protocol):
    """A profile with the verdicts on its classes of results."""

    @property
    def row(self) -> Mapping[str, Any]:
        """Laboratory, assay and day."""

    @property
    def verdicts(self) -> Mapping[QualityClass, ClassVerdict]:
        """By class of results."""


def cohort_biomarkers(
    reader: Reader, profiles: Mapping[int, Judged]
) -> tuple[dict[int, Tmb], list[tuple[int, CaseFinding]]]:
    """The evaluable TMB of each profile, and what TMB and MSI amount to, each with its profile's number."""
    tmb: dict[int, Tmb] = {}
    signatures: list[tuple[int, CaseFinding]] = []
    known: dict[tuple[str, date], dict[str, Threshold]] = {}
    for row in reader.rows("trials/cohort_biomarkers"):
        profile = profiles.get(row["profile_no"])
        if profile is None:
            continue
        laboratory, day = profile.row["laboratory_id"], profile.row["dated"]
        if (laboratory, day) not in known:
            known[(laboratory, day)] = all_in_force(reader, DEFAULTS.values(), laboratory, day)
        (one,) = judged((biomarker(row),), profile.verdicts.values())
        if one.name is BiomarkerName.TMB and one.state is BiomarkerState.VALUE and one.value_text:
            tmb[row["profile_no"]] = Tmb(one.value_text)
        now, default = known[(laboratory, day)], default_for(one.name, profile.row["assay"])
        threshold = now.get(default.name, default) if default else None
        band = classify_biomarker(one, threshold, now.get(MSI_USABLE_SITES.name, MSI_USABLE_SITES))
        if (signature := SIGNATURES.get((one.name, band))) is not None:
            made = CaseFinding(
                row["finding_id"], signature, FindingClass.BIOMARKER, genes=(), signature=signature
            )
            signatures.append((row["profile_no"], made))
    return tmb, signatures
