"""What a biomarker of the whole genome amounts to by the cut-off in force, and what it may be without one."""

from domain.findings import BiomarkerName, FindingClass
from domain.knowledge.case_facts import CaseFinding
from domain.thresholds import Band

SIGNATURES = {
    (BiomarkerName.TMB, Band.HIGH): "TMB-H",
    (BiomarkerName.TMB, Band.LOW): "TMB-L",
    (BiomarkerName.MSI, Band.HIGH): "MSI-H",
    (BiomarkerName.MSI, Band.LOW): "MSS",
    (BiomarkerName.MSI_SUM_JSD, Band.HIGH): "MSI-H",
    (BiomarkerName.MSI_SUM_JSD, Band.LOW): "MSS",
    (BiomarkerName.GIS, Band.HIGH): "HRD",
    (BiomarkerName.GIS, Band.LOW): "HRP",
}
"""What a biomarker amounts to by the cut-off in force; the grey zone amounts to nothing."""

_WITHOUT_CUT_OFF = {
    BiomarkerName.TMB: "TMB",
    BiomarkerName.MSI: "MSI",
    BiomarkerName.MSI_SUM_JSD: "MSI",
    BiomarkerName.GIS: "genomic instability score",
}
"""What is called undecided where no cut-off is in force."""


def biomarker_finding(finding_id: str, name: BiomarkerName, band: Band, words: str) -> CaseFinding | None:
    """What a biomarker amounts to; undecided without a cut-off, ``None`` in the grey zone or without a value.

    ``words`` say its value, for the label.
    """
    signature = SIGNATURES.get((name, band))
    if signature is not None:
        label = f"{signature} ({words})" if words else signature
        return CaseFinding(finding_id, label, FindingClass.BIOMARKER, genes=(), signature=signature)
    called = _WITHOUT_CUT_OFF.get(name)
    if band is not Band.NO_THRESHOLD or called is None:
        return None
    named = called[:1].upper() + called[1:]
    return CaseFinding(
        finding_id,
        f"{named} ({words})" if words else named,
        FindingClass.BIOMARKER,
        genes=(),
        may_be=(SIGNATURES[name, Band.HIGH], SIGNATURES[name, Band.LOW]),
        open_because=(
            f"Not known whether the {called} is high: no cut-off is in force for this profile. "
            "Reference values shows which can be set."
        ),
    )
