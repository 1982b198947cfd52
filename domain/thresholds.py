"""The thresholds that ship, and how a value of a profile stands to them.

The defaults stand here; the value in force, by laboratory and date, stands in the store.
"""

from decimal import Decimal
from types import MappingProxyType

from domain.findings import Biomarker, BiomarkerName, BiomarkerState
from domain.quality import decimal_of
from domain.threshold import ANY_ASSAY as ANY_ASSAY
from domain.threshold import BLOOD_ASSAY as BLOOD_ASSAY
from domain.threshold import NONE_SHIPS as NONE_SHIPS
from domain.threshold import TISSUE_ASSAY as TISSUE_ASSAY
from domain.threshold import Band as Band
from domain.threshold import Threshold as Threshold

Bands = tuple[str, str, str]
"""What low, grey and high are called."""

TMB_HIGH = Threshold(
    name="tmb_high",
    label="TMB high",
    value=Decimal("10"),
    upper=None,
    unit="mutations/Mb",
    source="Common definition of TMB high, as for pembrolizumab; no grey zone is published for TSO500",
    version="1",
    assay=TISSUE_ASSAY,
)
TMB_INPRED = Threshold(
    name="tmb_inpred",
    label="TMB bands of InPreD",
    value=Decimal("5"),
    upper=Decimal("20"),
    unit="mutations/Mb",
    source="InPreD PRONTO, github.com/InPreD/PRONTO 827d5a9: to 5 low, to 20 intermediate, over 20 high",
    version="1",
    assay=TISSUE_ASSAY,
    value_counts_above=False,
    upper_counts_above=False,
    band_labels=("low", "intermediate", "high"),
)
MSI_TISSUE = Threshold(
    name="msi_tissue",
    label="MSI",
    value=Decimal("10"),
    upper=Decimal("20"),
    unit="% unstable sites",
    source="InPreD PRONTO, github.com/InPreD/PRONTO 827d5a9: up to 10 stable, 20 and over unstable",
    version="1",
    assay=TISSUE_ASSAY,
    value_counts_above=False,
    band_labels=("stable", "likely unstable", "unstable"),
)
MSI_USABLE_SITES = Threshold(
    name="msi_usable_sites",
    label="Usable MSI sites",
    value=Decimal("40"),
    upper=None,
    unit="sites",
    source="USABLE_MSI_SITES guideline of TSO500 (Local App v2.2 user guide 1000000137777 v01)",
    version="1",
    assay=TISSUE_ASSAY,
    band_labels=("too few", "grey zone", "enough"),
)
PFS_RATIO = Threshold(
    name="pfs_ratio",
    label="PFS ratio",
    value=Decimal("1.3"),
    upper=None,
    unit="PFS2/PFS1",
    source="Von Hoff 1998, as used by MOSCATO 01 (Cancer Discov 2017;7:586) and BALLETT: 1.3 or over",
    version="1",
    assay=ANY_ASSAY,
    band_labels=("below", "grey zone", "reached"),
)
PFS_RATIO_NULL = Threshold(
    name="pfs_ratio_null",
    label="Success rate under the null hypothesis",
    value=Decimal("0.15"),
    upper=None,
    unit="fraction of patients",
    source="Peh 2023, doi 10.1177/10781552221091282: utility when 15 % of patients reach the PFS ratio",
    version="1",
    assay=ANY_ASSAY,
)
DISEASE_CONTROL_DAYS = Threshold(
    name="disease_control_days",
    label="Disease control",
    value=Decimal("112"),
    upper=None,
    unit="days",
    source="IMPRESS-Norway, doi 10.2340/1651-226X.2024.28322: CR, PR or SD at 16 weeks",
    version="1",
    assay=ANY_ASSAY,
)
STABLE_DISEASE_MONTHS = Threshold(
    name="stable_disease_months",
    label="Lasting stable disease",
    value=Decimal("6"),
    upper=None,
    unit="months",
    source="PRECISION 1, registry text: stable disease lasting more than 6 months",
    version="1",
    assay=ANY_ASSAY,
    value_counts_above=False,
)
BLOOD_TUMOUR_FRACTION = Threshold(
    name="blood_tumour_fraction",
    label="Tumour fraction in blood",
    value=Decimal("0.01"),
    upper=None,
    unit="fraction",
    source="Clin Cancer Res, CCR-23-3321: blood agrees with tissue (98 % / 97 %) from 1 % on",
    version="1",
    assay=BLOOD_ASSAY,
)
NEGATIVE_CALL_DEPTH = Threshold(
    name="negative_call_depth",
    label="Depth for a negative call",
    value=Decimal("100"),
    upper=None,
    unit="reads",
    source="Illumina, TSO500 CombinedVariantOutput: no variant is called absent under 100 reads",
    version="1",
    assay=TISSUE_ASSAY,
)


def _none_ships(name: str, label: str, unit: str, why: str, assay: str, bands: Bands) -> Threshold:
    """A threshold of which no source gives a number for this assay: a laboratory sets its own."""
    source = f"None ships: {why}; a laboratory sets what it validated"
    return Threshold(name, label, NONE_SHIPS, None, unit, source, "1", assay, band_labels=bands)


TMB_BLOOD = _none_ships(
    "tmb_high_blood", "TMB high in blood", "mutations/Mb", "no source gives one for this assay in plasma",
    BLOOD_ASSAY, ("low", "grey zone", "high"),
)  # fmt: skip
MSI_BLOOD = _none_ships(
    "msi_sum_jsd", "MSI in blood", "SUM_JSD", "the score is a distance, not a percentage",
    BLOOD_ASSAY, ("stable", "grey zone", "unstable"),
)  # fmt: skip
GENOMIC_INSTABILITY = _none_ships(
    "genomic_instability", "Genomic instability", "score", "a cut-off holds for one assay only",
    TISSUE_ASSAY, ("HRD negative", "grey zone", "HRD positive"),
)  # fmt: skip

DEFAULTS: MappingProxyType[str, Threshold] = MappingProxyType(
    {
        one.name: one
        for one in (
            TMB_HIGH,
            TMB_INPRED,
            MSI_TISSUE,
            MSI_USABLE_SITES,
            PFS_RATIO,
            PFS_RATIO_NULL,
            DISEASE_CONTROL_DAYS,
            STABLE_DISEASE_MONTHS,
            BLOOD_TUMOUR_FRACTION,
            NEGATIVE_CALL_DEPTH,
            TMB_BLOOD,
            MSI_BLOOD,
            GENOMIC_INSTABILITY,
        )
    }
)
"""All defaults by name."""


_OF_BIOMARKERS = {
    (BiomarkerName.TMB, TISSUE_ASSAY): TMB_HIGH,
    (BiomarkerName.TMB, BLOOD_ASSAY): TMB_BLOOD,
    (BiomarkerName.MSI, TISSUE_ASSAY): MSI_TISSUE,
    (BiomarkerName.MSI_SUM_JSD, BLOOD_ASSAY): MSI_BLOOD,
    (BiomarkerName.GIS, TISSUE_ASSAY): GENOMIC_INSTABILITY,
}


def default_for(biomarker: BiomarkerName, assay: str) -> Threshold | None:
    """The default threshold of a biomarker on an assay; ``None`` where it has none.

    Those of blood and of GIS have no number (``is_set``) until a laboratory's is set: no source gives one.
    """
    return _OF_BIOMARKERS.get((biomarker, assay))


def classify(value_text: str | None, threshold: Threshold | None) -> Band:
    """The band of a number as a file wrote it, in the threshold's unit."""
    if value_text is None:
        return Band.UNKNOWN
    if value_text.strip() in {"", "NA", "N/A", "."}:
        return Band.NOT_ASSESSED
    value = decimal_of(value_text)
    if value is None or value < 0:
        return Band.NOT_EVALUABLE
    return Band.NO_THRESHOLD if threshold is None else threshold.band(value)


def classify_tmb(value_text: str | None, threshold: Threshold = TMB_HIGH) -> Band:
    """The band of a TMB in mutations/Mb as the file wrote it."""
    return classify(value_text, threshold)


def classify_msi(
    value_text: str | None,
    usable_sites_text: str | None,
    threshold: Threshold = MSI_TISSUE,
    usable_sites: Threshold = MSI_USABLE_SITES,
) -> Band:
    """The band of an MSI value of tissue in % unstable sites.

    With fewer usable sites than the guideline, or none stated, the value is not evaluable.
    """
    band = classify(value_text, threshold)
    if band in {Band.UNKNOWN, Band.NOT_ASSESSED}:
        return band
    return band if classify(usable_sites_text, usable_sites) is Band.HIGH else Band.NOT_EVALUABLE


def classify_biomarker(
    biomarker: Biomarker, threshold: Threshold | None, usable_sites: Threshold = MSI_USABLE_SITES
) -> Band:
    """The band of a biomarker as its profile states it; its own state comes before its value.

    ``usable_sites`` is the threshold in force of the sites that an MSI needs.
    """
    if biomarker.state is BiomarkerState.NOT_ASSESSED:
        return Band.NOT_ASSESSED
    if biomarker.state is BiomarkerState.NOT_EVALUABLE:
        return Band.NOT_EVALUABLE
    if biomarker.name is BiomarkerName.MSI and threshold is not None:
        sites = dict(biomarker.details).get("Usable MSI Sites")
        return classify_msi(biomarker.value_text, sites, threshold, usable_sites)
    return classify(biomarker.value_text, threshold)
