"""Reads the microsatellite instability of one sample: ``msi.json`` or ``microsat_output.json``."""

from data.ingest.cells import text_or_none
from data.ingest.measured import measured
from data.ingest.opening import Opened
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList
from data.ingest.result_json import JsonObject, details_of, flag_of, read_object, starts_an_object, text_of
from domain.findings import BiomarkerName, Findings
from domain.readings import FileKind, SectionCount
from domain.thresholds import BLOOD_ASSAY

SECTION = "MSI"

_PERCENT = "PercentageUnstableSites"
_SUM_JSD = ("SumJsd", "SumJSD", "SUM_JSD")
_IN_OUR_WORDS = {
    "TotalMicrosatelliteSitesAssessed": "Usable MSI Sites",
    "TotalMicrosatelliteSitesUnstable": "Total MSI Sites Unstable",
    _PERCENT: "Percent Unstable MSI Sites",
}
"""What the CombinedVariantOutput calls the same number: by these the usable sites are judged."""
_VERDICT = ("ResultIsValid", "ResultMessage")


def is_msi_json(head: str) -> bool:
    """True for the MSI result of LocalApp, DRAGEN and both releases for blood."""
    return starts_an_object(head, "TotalMicrosatelliteSitesAssessed") or starts_an_object(head, _PERCENT)


def read_msi_json(opened: Opened, name: str, problems: ProblemList) -> list[SamplePart]:
    """MSI of tissue in per cent, or of blood as SUM_JSD; never both of one file.

    A file of blood writes the percentage too: it stands beside the distance and decides nothing. Raises
    ``Unreadable`` and ``OSError`` as ``read_object`` does.
    """
    found = read_object(opened, SECTION, problems)
    key = next((one for one in _SUM_JSD if one in found), None)
    blood = key is not None
    made, bad = measured(
        BiomarkerName.MSI_SUM_JSD if blood else BiomarkerName.MSI,
        text_of(found.get(key or _PERCENT)),
        SECTION,
        problems,
        _details(found, key or _PERCENT),
        _invalid(found),
    )
    return [
        SamplePart(
            name,
            FileKind.MSI_RESULT,
            findings=Findings(biomarkers=(made,)),
            assay=BLOOD_ASSAY if blood else None,
            counts=(SectionCount(name, SECTION, len(found), len(found) - bad, int(bad)),),
        )
    ]


def _details(found: JsonObject, key: str) -> tuple[tuple[str, str], ...]:
    return details_of(
        (_IN_OUR_WORDS.get(one, one), text_of(value))
        for one, value in found.items()
        if one != key and one not in _VERDICT
    )


def _invalid(found: JsonObject) -> str | None:
    """The file's own sentence where it says that its result is not valid."""
    if flag_of(text_of(found.get(_VERDICT[0]))) is not False:
        return None
    message = text_or_none(text_of(found.get(_VERDICT[1])))
    return f"The file says that the result is not valid{': ' + message[:200] if message else ''}."
