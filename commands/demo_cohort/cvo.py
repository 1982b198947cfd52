"""Writes a CombinedVariantOutput as each software version lays it out."""

from collections.abc import Iterable

from commands.demo_cohort.plan import DemoProfile, DemoRun, Software
from commands.demo_cohort.profiles import CODING_MB
from commands.demo_cohort.software import (
    INSTRUMENT_TYPE,
    LIBRARY_KIT,
    MODULE_VERSION,
    PIPELINE_VERSION,
    SYNTHETIC_RUO,
    banner,
)
from domain.findings import BiomarkerName, CopyNumberCall, CopyNumberChange, Rearrangement, SmallVariant

Rows = list[list[str]]

_PADDED = {Software.LOCALAPP_22, Software.DRAGEN_25_HRD}
_WIDTH = 3
_SEE_GUIDE = "REFER TO USER GUIDE FOR DETAILS."
_BETA_TOP = (
    "TUMOR FRACTION, PLOIDY, ABSOLUTE COPY NUMBER AND LOSS OF HETEROZYGOSITY ARE BETA FEATURES. " + _SEE_GUIDE
)
_BETA_GIS = "TUMOR FRACTION AND PLOIDY ARE BETA FEATURES. " + _SEE_GUIDE
_BETA_CNV = "ABSOLUTE COPY NUMBER IS A BETA FEATURE. " + _SEE_GUIDE
_BETA_LOH = "ABSOLUTE COPY NUMBER AND LOSS OF HETEROZYGOSITY ARE BETA FEATURES. " + _SEE_GUIDE
_SMALL = (
    "Gene",
    "Chromosome",
    "Genomic Position",
    "Reference Call",
    "Alternative Call",
    "Allele Frequency",
    "Depth",
    "P-Dot Notation",
    "C-Dot Notation",
    "Consequence(s)",
    "Affected Exon(s)",
)


def combined_variant_output(profile: DemoProfile, run: DemoRun) -> str:
    """The text of one sample's file."""
    version = profile.software
    rows: Rows = [[banner(version, "Combined Variant Output")], [SYNTHETIC_RUO]]
    if version is Software.DRAGEN_25_HRD:
        rows.append([_BETA_TOP])
    rows += _details(profile, run) + _run_details(profile, run) + _signatures(profile)
    rows += _copy_number(profile) + _splice(profile) + _fusions(profile) + _exons(profile)
    rows += _section("Small Variants", _SMALL, map(_small_variant, profile.findings.small_variants))
    return "".join(_line(row, version) for row in rows)


def _line(cells: list[str], version: Software) -> str:
    if version in _PADDED and len(cells) < _WIDTH:
        cells = cells + [""] * (_WIDTH - len(cells))
    return "\t".join(cells) + "\n"


def _section(name: str, header: Iterable[str], rows: Iterable[list[str]]) -> Rows:
    """A table; without rows it is its header and ``NA`` alone."""
    return [[""], [f"[{name}]"], list(header), *(list(rows) or [["NA"]])]


def _details(profile: DemoProfile, run: DemoRun) -> Rows:
    rows = [
        [""],
        ["[Analysis Details]"],
        ["Pair ID", profile.pair_id],
        ["DNA Sample ID", profile.dna_sample_id],
        ["RNA Sample ID", profile.rna_sample_id],
    ]
    if profile.software is Software.DRAGEN_26:
        rows.append(["Library Prep Kit", LIBRARY_KIT])
    return [
        *rows,
        ["Output Date", run.output_on.isoformat()],
        ["Output Time", "06:00:00"],
        ["Module Version", MODULE_VERSION[profile.software]],
        ["Pipeline Version", PIPELINE_VERSION[profile.software]],
    ]


def _run_details(profile: DemoProfile, run: DemoRun) -> Rows:
    version = profile.software
    place = run.pseudonyms.index(f"MTB-{profile.pair_id.split('-')[2]}") + 1
    feature = [["Sample Feature", "HRD"]] if version is Software.DRAGEN_25_HRD else []
    platform = [["Instrument Platform", "Illumina"]] if version is Software.DRAGEN_26 else []
    return [
        [""],
        ["[Sequencing Run Details]"],
        ["Run Name", run.name],
        ["Run Date", run.run_on.isoformat()],
        ["DNA Sample Index ID", f"UDP{place:04d}"],
        ["RNA Sample Index ID", f"UDP{place + 96:04d}"],
        ["Instrument ID", run.name.split("_")[2]],
        ["Instrument Control Software Version", "4.0.0"],
        ["Instrument Type", INSTRUMENT_TYPE[version]],
        *platform,
        ["RTA Version", "2.11.3"],
        *feature,
        ["SBS Reagent Cartridge Lot Number", "NA"],
        ["Cluster Reagent Cartridge Lot Number", "NA"],
    ]


def _signatures(profile: DemoProfile) -> Rows:
    texts = {one.name: one.value_text or "NA" for one in profile.findings.biomarkers}
    rows = [
        [""],
        ["[TMB]"],
        ["Total TMB", texts[BiomarkerName.TMB]],
        ["Coding Region Size in Megabases", f"{CODING_MB}"],
        ["Number of Passing Eligible Variants", str(profile.tmb_eligible)],
        [""],
        ["[MSI]"],
        ["Usable MSI Sites", str(profile.msi_usable)],
        ["Total MSI Sites Unstable", str(profile.msi_unstable)],
        ["Percent Unstable MSI Sites", texts[BiomarkerName.MSI]],
    ]
    if not profile.software.is_dragen:
        return rows
    if profile.software is Software.DRAGEN_25_HRD:
        rows += [[""], [_BETA_GIS]]
    return [
        *rows,
        [""],
        ["[GIS]"],
        ["Genomic Instability Score", texts[BiomarkerName.GIS]],
        ["Tumor Fraction", texts[BiomarkerName.TUMOUR_FRACTION]],
        ["Ploidy", texts[BiomarkerName.PLOIDY]],
    ]


def _copy_number(profile: DemoProfile) -> Rows:
    changes = profile.findings.copy_number
    if not profile.software.calls_losses:
        gains = [[one.reported_gene or "", one.fold_change_text or ""] for one in changes]
        return _section("Gene Amplifications", ("Gene", "Fold Change"), gains)
    header = ("Gene", "Fold Change", "Copy Number Variant", "Absolute Copy Number")
    called = [_copy_number_row(one) for one in changes if one.call is not CopyNumberCall.LOH]
    lost = [
        [one.reported_gene or "", _whole(one.copy_number), _whole(one.minor_copy_number)]
        for one in changes
        if one.call is CopyNumberCall.LOH
    ]
    beta = profile.software is Software.DRAGEN_25_HRD
    loss_header = ("Gene", "Absolute Copy Number", "Minor Copy Number")
    return [
        *([[""], [_BETA_CNV]] if beta else []),
        *_section("Copy Number Variants", header, called),
        *([[""], [_BETA_LOH]] if beta else []),
        *_section("Loss of Heterozygosity", loss_header, lost),
    ]


def _copy_number_row(one: CopyNumberChange) -> list[str]:
    call = "<DUP>" if one.call is CopyNumberCall.GAIN else "<DEL>"
    return [one.reported_gene or "", one.fold_change_text or "", call, _whole(one.copy_number)]


def _whole(value: float | None) -> str:
    return "NA" if value is None else f"{value:.0f}"


def _splice(profile: DemoProfile) -> Rows:
    header = (
        "Gene",
        "Affected Exon",
        "Breakpoint 1",
        "Breakpoint 2",
        "Splice Supporting Reads",
        "Reference Reads Transcript",
    )
    rows = [
        [
            one.reported_gene or "",
            one.affected_exon or "",
            one.breakpoint_1 or "",
            one.breakpoint_2 or "",
            str(one.supporting_reads),
            str(one.reference_reads),
        ]
        for one in profile.findings.splice_variants
    ]
    return _section("Splice Variants", header, rows)


def _fusions(profile: DemoProfile) -> Rows:
    header = (
        "Gene Pair",
        "Breakpoint 1",
        "Breakpoint 2",
        "Fusion Supporting Reads",
        "Gene 1 Reference Reads",
        "Gene 2 Reference Reads",
    )
    rows = [
        [
            one.gene_pair,
            one.breakpoint_1 or "",
            one.breakpoint_2 or "",
            str(one.supporting_reads),
            str(one.reference_reads_1),
            str(one.reference_reads_2),
        ]
        for one in profile.findings.fusions
    ]
    return _section("Fusions", header, rows)


def _exons(profile: DemoProfile) -> Rows:
    version = profile.software
    if not version.calls_exons:
        return []
    name = "Large Rearrangements" if version is Software.DRAGEN_26 else "Exon-Level CNVs"
    header = ["Gene", "Chromosome", "Start", "Stop", "Affected Exon(s)", "Fold Change", "CNV Type"]
    rows: Rows = []
    for gene in ("BRCA1", "BRCA2"):
        found = [one for one in profile.findings.rearrangements if one.reported_gene == gene]
        rows += [_exon_row(one) for one in found] or [[gene, "NA"]]
    return [[""], [f"[{name}]"], header, *rows]


def _exon_row(one: Rearrangement) -> list[str]:
    call = "LOSS" if one.call is CopyNumberCall.LOSS else "GAIN"
    place = [one.chrom or "", str(one.start), str(one.stop), one.affected_exons or ""]
    return [one.reported_gene or "", *place, one.fold_change_text or "", call]


def _small_variant(one: SmallVariant) -> list[str]:
    return [
        one.reported_gene or "",
        one.chrom,
        str(one.pos),
        one.ref,
        one.alt,
        one.vaf_text or "",
        "" if one.depth is None else str(one.depth),
        one.p_dot or "",
        one.c_dot or "",
        ":".join(one.consequence),
        one.exon or "",
    ]
