"""From which numbers on a copy-number call is an amplification, and a biomarker is called high."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

from domain.findings import BiomarkerName
from domain.thresholds import BLOOD_ASSAY, MSI_USABLE_SITES, TISSUE_ASSAY, Threshold, default_for

AMPLIFICATION = Threshold(
    name="amplification_fold_change",
    label="Amplification",
    value=Decimal("2.2"),
    upper=None,
    unit="fold change",
    source="Own default: the limits of TSO500 are set by gene and not published; a laboratory gives its own",
    version="1",
    assay=TISSUE_ASSAY,
    band_labels=("gain", "grey zone", "amplified"),
)
"""Under it a gain of copies stays a gain, which no item about an amplification is met by."""
AMPLIFICATION_BLOOD = replace(
    AMPLIFICATION,
    name="amplification_fold_change_blood",
    label="Amplification in blood",
    source=(
        "Own default, as for tissue: no limit for plasma is published. The fold change falls with the tumour "
        "fraction, so a gain under it excludes no amplification; a laboratory gives its own"
    ),
    assay=BLOOD_ASSAY,
)
"""At a low tumour fraction only many copies reach it: what does is an amplification, what does not may be."""
COPY_CUT_OFFS: Mapping[str, Threshold] = MappingProxyType(
    {one.name: one for one in (AMPLIFICATION, AMPLIFICATION_BLOOD)}
)
"""The defaults by name, for who sets them."""


@dataclass(frozen=True, slots=True)
class CutOffs:
    """The thresholds in force for one profile."""

    amplification: Threshold | None = AMPLIFICATION
    """In fold change; ``None`` where the laboratory calls nothing amplified by fold change."""
    amplification_copies: Threshold | None = None
    """In copies, where the laboratory gives one; one of both being met is enough."""
    biomarkers: Mapping[BiomarkerName, Threshold] = field(default_factory=dict)
    """By biomarker; one without a threshold is neither high nor low."""
    usable_sites: Threshold = MSI_USABLE_SITES
    """How many sites an MSI of tissue needs to be evaluable."""


def amplification_of(assay: str) -> Threshold:
    """The default from which on a gain is an amplification: blood has one of its own."""
    return AMPLIFICATION_BLOOD if assay == BLOOD_ASSAY else AMPLIFICATION


def cut_offs_for(assay: str) -> CutOffs:
    """The defaults of an assay; blood has none for TMB and MSI."""
    found = {name: default_for(name, assay) for name in BiomarkerName}
    return CutOffs(
        amplification_of(assay), biomarkers={name: one for name, one in found.items() if one is not None}
    )
