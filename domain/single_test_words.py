"""The words of single tests: methods, results, units and the markers that are no gene (PRECISION 1)."""

from dataclasses import dataclass
from enum import StrEnum


class Method(StrEnum):
    """How a single test is done."""

    FISH = "fish"
    RT_PCR = "rt_pcr"
    PCR = "pcr"
    SANGER = "sanger"
    SNP_ARRAY = "snp_array"
    NGS_PANEL = "ngs_panel"
    IHC = "ihc"
    GERMLINE_PANEL = "germline_panel"

    @property
    def label(self) -> str:
        """The method as it is shown, and the assay of its profiles."""
        return _METHODS[self]


class Result(StrEnum):
    """What a test showed."""

    DETECTED = "detected"
    NOT_DETECTED = "not_detected"
    EQUIVOCAL = "equivocal"
    FAILED = "failed"
    """It was done and gave no result: neither positive nor negative."""

    @property
    def label(self) -> str:
        """The result as it is shown."""
        return _RESULTS[self]


class Unit(StrEnum):
    """What the value of a single test counts."""

    TPS = "tps"
    CPS = "cps"
    IC = "ic"
    TC = "tc"
    RATIO = "ratio"
    COPIES = "copies"
    PERCENT_CELLS = "percent_cells"
    SCORE = "score"
    H_SCORE = "h_score"
    VAF = "vaf_percent"
    CYCLES = "cycles"

    @property
    def label(self) -> str:
        """The unit as it is chosen in a list."""
        return _UNITS[self]

    def words(self, value: str) -> str:
        """A value in this unit: ``TPS 60 %``."""
        return _VALUES[self].format(value)


_METHODS = {
    Method.FISH: "FISH",
    Method.RT_PCR: "RT-PCR",
    Method.PCR: "PCR",
    Method.SANGER: "Sanger sequencing",
    Method.SNP_ARRAY: "SNP array",
    Method.NGS_PANEL: "NGS panel",
    Method.IHC: "IHC",
    Method.GERMLINE_PANEL: "Germline panel",
}
_RESULTS = {
    Result.DETECTED: "Detected",
    Result.NOT_DETECTED: "Not detected",
    Result.EQUIVOCAL: "Equivocal",
    Result.FAILED: "Failed, no result",
}
_UNITS = {
    Unit.TPS: "TPS, % of tumour cells (PD-L1)",
    Unit.CPS: "CPS, combined positive score (PD-L1)",
    Unit.IC: "IC, % of tumour area with immune cells (PD-L1)",
    Unit.TC: "TC, % of tumour cells (PD-L1)",
    Unit.RATIO: "Ratio of gene to centromere",
    Unit.COPIES: "Copies per cell",
    Unit.PERCENT_CELLS: "% of tumour cells",
    Unit.SCORE: "Score 0, 1+, 2+ or 3+",
    Unit.H_SCORE: "H-score, 0 to 300",
    Unit.VAF: "Allele frequency, %",
    Unit.CYCLES: "Threshold cycle (Ct)",
}
_VALUES = {
    Unit.TPS: "TPS {} %",
    Unit.CPS: "CPS {}",
    Unit.IC: "IC {} %",
    Unit.TC: "TC {} %",
    Unit.RATIO: "ratio {}",
    Unit.COPIES: "{} copies per cell",
    Unit.PERCENT_CELLS: "{} % of tumour cells",
    Unit.SCORE: "score {}",
    Unit.H_SCORE: "H-score {}",
    Unit.VAF: "VAF {} %",
    Unit.CYCLES: "Ct {}",
}
PD_L1_UNITS = (Unit.TPS, Unit.CPS, Unit.IC, Unit.TC)
UNITS_OF: dict[Method, tuple[Unit, ...]] = {
    Method.FISH: (Unit.RATIO, Unit.COPIES, Unit.PERCENT_CELLS),
    Method.RT_PCR: (Unit.CYCLES, Unit.COPIES),
    Method.PCR: (Unit.VAF, Unit.CYCLES, Unit.COPIES),
    Method.SANGER: (),
    Method.SNP_ARRAY: (Unit.COPIES,),
    Method.NGS_PANEL: (Unit.VAF, Unit.COPIES),
    Method.IHC: (Unit.PERCENT_CELLS, Unit.SCORE, Unit.H_SCORE, *PD_L1_UNITS),
    Method.GERMLINE_PANEL: (Unit.VAF,),
}
"""In which units a method gives its values."""

MMR, PD_L1, HER2 = "MMR", "PD-L1", "HER2"
MMR_PROTEINS = ("MLH1", "MSH2", "MSH6", "PMS2")


@dataclass(frozen=True, slots=True)
class Marker:
    """What a test looks at: its name, and the gene where it stands for one."""

    name: str
    gene: str | None


_MARKERS: dict[Marker, tuple[str, ...]] = {
    Marker(MMR, None): ("dMMR", "pMMR", "MMR proteins", "Mismatch repair"),
    Marker(PD_L1, "CD274"): ("PDL1", "PDL-1", "CD274"),
    Marker(HER2, "ERBB2"): ("HER-2", "HER2/neu", "HER2neu"),
    Marker("MSI", None): ("Microsatellite instability", "MSI status"),
    Marker("1p/19q", None): ("1p19q", "1p-19q"),
    Marker("pan-TRK", None): ("panTRK", "NTRK", "TRK"),
    Marker("ER", "ESR1"): ("Oestrogen receptor", "Estrogen receptor"),
    Marker("PR", "PGR"): ("PgR", "Progesterone receptor"),
    Marker("Ki-67", "MKI67"): ("Ki67", "MIB1", "MIB-1"),
    Marker("p53", "TP53"): (),
    Marker("p16", "CDKN2A"): ("p16INK4a",),
    Marker("CLDN18.2", "CLDN18"): ("Claudin 18.2", "Claudin-18.2"),
    Marker("c-MET", "MET"): ("cMET",),
    Marker("whole panel", None): ("Panel", "All genes"),
}
"""Proteins and markers that a laboratory calls by another name than a gene's, with their spellings."""

_BY_NAME = {
    spelling.casefold(): marker
    for marker, spellings in _MARKERS.items()
    for spelling in (marker.name, *spellings)
}
_OF_PROTEINS = frozenset({Method.IHC, Method.FISH})


def marker_named(text: str, method: Method) -> Marker | None:
    """The marker that a name stands for; ``None`` where it is none of those, so perhaps a gene.

    What immunohistochemistry and FISH call HER2 is the gene ERBB2 for a method that reads sequence.
    """
    name = " ".join(text.split()).casefold()
    if name == "erbb2" and method in _OF_PROTEINS:
        return _BY_NAME["her2"]
    found = _BY_NAME.get(name)
    if found is not None and found.gene and method not in _OF_PROTEINS:
        return Marker(found.gene, found.gene)
    return found


def markers() -> tuple[str, ...]:
    """The names of the markers that are no gene symbol."""
    return tuple(marker.name for marker in _MARKERS)
