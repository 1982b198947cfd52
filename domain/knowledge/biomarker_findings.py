"""What a biomarker of the whole genome amounts to by the cut-off in force, or may be where that is open."""

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
"""What a biomarker amounts to by the cut-off in force; the grey zone leaves it open."""

_CALLED = {
    BiomarkerName.TMB: "TMB",
    BiomarkerName.MSI: "MSI",
    BiomarkerName.MSI_SUM_JSD: "MSI",
    BiomarkerName.GIS: "genomic instability score",
}
"""What is called undecided where its value does not decide."""

_WHY = {
    Band.NO_THRESHOLD: ("no cut-off is in force for this profile. Reference values shows which can be set."),
    Band.GREY: "its value lies in the grey zone between the cut-offs in force.",
    Band.NOT_EVALUABLE: "it could not be evaluated.",
}

_NO_REASON = {BiomarkerName.MSI: "It has too few usable sites, or no file says how many."}
"""Why a value that stands there is not evaluable where its profile gives no reason."""


def biomarker_finding(
    finding_id: str, name: BiomarkerName, band: Band, words: str, reason: str | None = None
) -> CaseFinding | None:
    """What a biomarker amounts to; undecided without a cut-off, in the grey zone and where not evaluable.

    ``None`` where nothing was measured, and for what is no signature whatever its value. ``words`` say its
    value, for the label; ``reason`` says why it is not evaluable, in a sentence.
    """
    signature = SIGNATURES.get((name, band))
    if signature is not None:
        label = f"{signature} ({words})" if words else signature
        return CaseFinding(finding_id, label, FindingClass.BIOMARKER, genes=(), signature=signature)
    called = _CALLED.get(name)
    if band not in _WHY or called is None:
        return None
    named = called[:1].upper() + called[1:]
    if band is Band.GREY:
        named = f"{named} in the grey zone"
    because = (reason or _NO_REASON.get(name)) if band is Band.NOT_EVALUABLE else None
    why = f"{_WHY[band]} {because}" if because else _WHY[band]
    return CaseFinding(
        finding_id,
        f"{named} ({words})" if words else named,
        FindingClass.BIOMARKER,
        genes=(),
        may_be=(SIGNATURES[name, Band.HIGH], SIGNATURES[name, Band.LOW]),
        open_because=f"Not known whether the {called} is high: {why}",
        open_band=band,
    )
