"""How each software version names itself in its files."""

from commands.demo_cohort.plan import Software

SYNTHETIC = "SYNTHETIC demonstration data: no patient"
SYNTHETIC_RUO = f"For Research Use Only. Not for use in diagnostic procedures. {SYNTHETIC}."
LIBRARY_KIT = "TruSight Oncology 500"

_V = Software
MODULE_VERSION = {
    _V.LOCALAPP_22: "NA",
    _V.DRAGEN_21: "2.1.1",
    _V.DRAGEN_25_HRD: "2.5.2",
    _V.DRAGEN_26: "2.6.2",
}
PIPELINE_VERSION = {
    _V.LOCALAPP_22: "ruo-2.2.0.12",
    _V.DRAGEN_21: "ruo-2.1.1.4",
    _V.DRAGEN_25_HRD: "2.5.2.1",
    _V.DRAGEN_26: "2.6.2.4",
}
WORKFLOW_VERSION = PIPELINE_VERSION | {_V.DRAGEN_21: "2.1.1.4"}
INSTRUMENT_TYPE = {
    _V.LOCALAPP_22: "NextSeq 500/550",
    _V.DRAGEN_21: "NextSeq 500/550",
    _V.DRAGEN_25_HRD: "NovaSeq 6000",
    _V.DRAGEN_26: "NextSeq 1000/2000",
}
_NAMES = {
    _V.LOCALAPP_22: "TruSight Oncology 500",
    _V.DRAGEN_21: "DRAGEN TruSight Oncology 500 Analysis Software",
    _V.DRAGEN_25_HRD: "DRAGEN TruSight Oncology 500 Analysis Software",
    _V.DRAGEN_26: "DRAGEN TruSight Oncology 500 v2.6.2 Analysis Software",
}


def banner(version: Software, document: str) -> str:
    """The first line of a file, by which it is recognised."""
    return f"{_NAMES[version]} - {document}"
