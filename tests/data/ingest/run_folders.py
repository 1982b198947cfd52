"""Writes whole run folders as LocalApp 2.2 and DRAGEN 2.6 lay them out, with values of each sample's own."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

TRACE_20 = (
    "Chromosome", "Position", "RefCall", "AltCall", "VAF", "Depth", "CytoBand", "GeneName", "VariantType",
    "CosmicIDs", "MaxCosmicCount", "AlleleCountsGnomadExome", "AlleleCountsGnomadGenome",
    "AlleleCounts1000Genomes", "MaxDatabaseAlleleCounts", "GermlineFilterDatabase", "GermlineFilterProxi",
    "CodingVariant", "Nonsynonymous", "IncludedInTMBNumerator",
)  # fmt: skip
TRACE_27 = (
    *TRACE_20[:11], "ClinVarIDs", "ClinVarSignificance", *TRACE_20[11:17], "Nonsynonymous",
    "withinValidTmbRegion", "IncludedInTMBNumerator", "Status", "ProteinChange", "CDSChange", "Exons",
    "Consequence",
)  # fmt: skip
FUSIONS_25 = (
    "Caller", "Gene A", "Gene B", "Gene A Breakpoint", "Gene B Breakpoint", "Score", "Filter",
    "Precise/Imprecise", "Intragenic Call", "Ref A Split", "Ref A Pair", "Ref B Split", "Ref B Pair",
    "Alt Split", "Alt Pair", "CandidateAlt", "Contig", "ContigAlign1", "ContigAlign2", "KeepFusion",
    "Ref A Dedup", "Ref B Dedup", "Alt Split Dedup", "Alt Pair Dedup", "Fusion Directionality Known",
)  # fmt: skip
FUSIONS_29 = (*FUSIONS_25, "Gene A Location", "Gene B Location", "Gene A Sense", "Gene B Sense")
BLOOD_17 = (
    "Sample", "Name", "Chr1", "Pos1", "Chr2", "Pos2", "Direction", "Alt_Depth", "BP1_Depth", "BP2_Depth",
    "Total_Depth", "VAF", "Gene1", "Gene2", "Contig", "Filter", "Is_Cosmic_GenePair",
)  # fmt: skip
BLOOD_18 = (*BLOOD_17, "Fusion Directionality Known")

Cells = dict[str, str]


def table(columns: tuple[str, ...], rows: list[Cells], delimiter: str = "\t", missing: str = "") -> str:
    """A table with these headings; what a row does not give is written as ``missing``."""
    lines = [columns, *(tuple(row.get(name, missing) for name in columns) for row in rows)]
    return "".join(delimiter.join(cells) + "\n" for cells in lines)


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair of a run: its names and the number by which its values differ from all others."""

    pair: str
    dna: str
    rna: str
    number: int

    @property
    def somatic(self) -> int:
        """The position of its somatic call."""
        return 55_240_000 + self.number

    @property
    def germline(self) -> int:
        """The position of its germline call."""
        return 32_900_000 + self.number

    @property
    def breakpoints(self) -> tuple[str, str]:
        """Where its fusion joins."""
        return f"chr5:{149_784_000 + self.number}", f"chr6:{117_645_000 + self.number}"

    @property
    def tmb(self) -> str:
        """Its TMB as the CombinedVariantOutput writes it."""
        return f"{self.number}.5"


def pairs() -> list[Pair]:
    """Sixteen pairs, the names of which begin with each other's."""
    names = [f"S{number}" for number in range(1, 13)]
    names += ["S1-2", "S1_2", "S10-R", "X-S1"]
    return [Pair(name, f"{name}-DNA", f"{name}-RNA", at) for at, name in enumerate(names, 1)]


def trace(one: Pair, columns: tuple[str, ...]) -> str:
    """Its TMB trace: a germline call that is not counted, and a somatic one that is."""
    return table(
        columns,
        [
            {
                "Chromosome": "chr7", "Position": str(one.somatic), "RefCall": "C", "AltCall": "T",
                "VAF": "0.0312", "Depth": "900", "GeneName": "EGFR-AS1;EGFR",
                "GermlineFilterDatabase": "False", "GermlineFilterProxi": "False",
                "IncludedInTMBNumerator": "True", "Status": "Somatic",
                "ProteinChange": "NP_005219.2:p.(Thr790Met)", "CDSChange": "NM_005228.3:c.2369C>T",
                "Exons": "20/28", "Consequence": "missense_variant",
            },
            {
                "Chromosome": "chr13", "Position": str(one.germline), "RefCall": "A", "AltCall": "G",
                "VAF": "0.5012", "Depth": "800", "GeneName": "BRCA2", "GermlineFilterDatabase": "True",
                "GermlineFilterProxi": "False", "IncludedInTMBNumerator": "False", "Status": "Germline_DB",
            },
        ],
    )  # fmt: skip


def all_fusions(one: Pair, columns: tuple[str, ...]) -> str:
    """Every fusion that its callers looked at: one kept by both of them, one not kept."""
    first, second = one.breakpoints
    kept = {
        "Caller": "RnaFusionFilter", "Gene A": "CD74", "Gene B": "ROS1;GOPC", "Gene A Breakpoint": first,
        "Gene B Breakpoint": second, "Score": "0.98", "Filter": "PASS", "KeepFusion": "True",
        "Ref A Dedup": "2", "Ref B Dedup": "0", "Alt Split": "999", "Alt Split Dedup": str(one.number),
        "Alt Pair Dedup": "40", "Fusion Directionality Known": "True",
    }  # fmt: skip
    again = kept | {"Caller": "SpliceGirl", "Score": "N/A", "Alt Split Dedup": "1", "Alt Pair Dedup": "N/A"}
    not_kept = kept | {
        "Gene A": "SEPT14",
        "Gene B": "EGFR",
        "KeepFusion": "False",
        "Filter": "Imprecise;LowQ",
    }
    return "# Source = FusionProcessor 1.0.0.614\n# Score = not the same for each caller\n" + table(
        columns, [kept, again, not_kept], ",", "N/A"
    )


def combined(one: Pair, dragen: bool) -> str:
    """Its CombinedVariantOutput."""
    first, second = one.breakpoints
    name = "DRAGEN TruSight Oncology 500 v2.6.2 Analysis Software" if dragen else "TruSight Oncology 500"
    return "\n".join(
        [
            f"{name} - Combined Variant Output", "", "[Analysis Details]", f"Pair ID\t{one.pair}",
            f"DNA Sample ID\t{one.dna}", f"RNA Sample ID\t{one.rna}", "[TMB]", f"Total TMB\t{one.tmb}",
            "[MSI]", "Usable MSI Sites\t118", f"Percent Unstable MSI Sites\t{one.number}.2",
            "[Splice Variants]", "Gene\tAffected Exon\tBreakpoint 1\tBreakpoint 2", "NA", "[Fusions]",
            "Gene Pair\tBreakpoint 1\tBreakpoint 2\tFusion Supporting Reads\tGene 1 Reference Reads"
            "\tGene 2 Reference Reads",
            f"CD74-ROS1;GOPC\t{first}\t{second}\t{one.number + 40}\t2\t0", "[Small Variants]",
            "Gene\tChromosome\tGenomic Position\tReference Call\tAlternative Call\tAllele Frequency\tDepth"
            "\tP-Dot Notation\tC-Dot Notation\tConsequence(s)\tAffected Exon(s)",
            f"EGFR\tchr7\t{one.somatic}\tC\tT\t0.0312\t900\tNP_005219.2:p.(Thr790Met)"
            "\tNM_005228.3:c.2369C>T\tmissense_variant\t20/28",
            f"BRCA2\tchr13\t{one.germline}\tA\tG\t0.5012\t800\t\t\tintron_variant\t", "",
        ]
    )  # fmt: skip


def _vcf(one: Pair, sample: str, formats: str, values: str) -> str:
    head = (
        "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=249250621>\n##contig=<ID=chr7,length=159138663>\n"
        "##contig=<ID=chr13,length=115169878>\n##FILTER=<ID=PASS,Description=\"passed\">\n"
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">\n'
        f'##FORMAT=<ID={formats},Number=A,Type=Float,Description="frequency">\n'
        '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="depth">\n'
        f"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t{sample}\n"
    )  # fmt: skip
    rows = ((7, one.somatic, "C", "T", values, 900), (13, one.germline, "A", "G", "0.5012", 800))
    return head + "".join(
        f"chr{c}\t{p}\t.\t{r}\t{a}\t.\tPASS\t.\tGT:{formats}:DP\t0/1:{v}:{d}\n" for c, p, r, a, v, d in rows
    )


def splice_vcf() -> str:
    """Splice variants of a sample that only the file's name tells."""
    return (
        "##fileformat=VCFv4.1\n##source=SpliceGirl 4.2\n##contig=<ID=chr7,length=159138663>\n"
        '##INFO=<ID=END,Number=1,Type=Integer,Description="end">\n'
        '##INFO=<ID=ALTDEDUP,Number=1,Type=Integer,Description="reads">\n'
        '##INFO=<ID=REFDEDUP,Number=1,Type=Integer,Description="reads">\n'
        '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="reads">\n'
        '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="depth">\n'
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tSAMPLE\n"
        "chr7\t116411708\t.\tG\t<DEL>\t10\tPASS\tEND=116414934;ALTDEDUP=91;REFDEDUP=1\tAD:DP\t1,91:92\n"
    )


def _write(path: Path, text: str, packed: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())


def _metrics(banner: str, columns: list[str]) -> str:
    names = "\t".join(columns)
    ones, enough = "\t".join(["1"] * len(columns)), "\t".join(["500"] * len(columns))
    return (
        f"{banner} - Metrics Output\n[Header]\nWorkflow Version\t2.2.0.12\n"
        f"[DNA Library QC Metrics]\nMetric (UOM)\tLSL Guideline\tUSL Guideline\t{names}\n"
        f"CONTAMINATION_SCORE (NA)\t0\t3106\t{ones}\n"
        "[DNA Library QC Metrics for Small Variant Calling and TMB]\n"
        f"Metric (UOM)\tLSL Guideline\tUSL Guideline\t{names}\n"
        f"MEDIAN_EXON_COVERAGE (Count)\t150\tNA\t{enough}\n"
        f"[DNA Library QC Metrics for MSI]\nMetric (UOM)\tLSL Guideline\tUSL Guideline\t{names}\n"
        f"USABLE_MSI_SITES (Count)\t40\tNA\t{enough}\n"
        f"[DNA Library QC Metrics for CNV]\nMetric (UOM)\tLSL Guideline\tUSL Guideline\t{names}\n"
        f"MEDIAN_BIN_COUNT_CNV_TARGET (Count)\t1.0\tNA\t{enough}\n"
        f"[RNA Library QC Metrics]\nMetric (UOM)\tLSL Guideline\tUSL Guideline\t{names}\n"
        f"MEDIAN_INSERT_SIZE (Count)\t80\tNA\t{enough}\n"
    )


def _lists(root: Path) -> None:
    _write(
        root / "SampleSheet.csv",
        "[Header]\nIEMFileVersion,4\n[Data]\nSample_ID,Pair_ID,index\nS1-DNA,S1,ACGT\n",
    )
    _write(root / "RunInfo.xml", '<?xml version="1.0"?>\n<RunInfo Version="2"><Run Id="R1" /></RunInfo>\n')
    _write(
        root / "RunParameters.xml",
        '<?xml version="1.0"?>\n<RunParameters><RunId>R1</RunId></RunParameters>\n',
    )
    _write(root / "Results" / "checksums.md5", "".join(f"{n:032x}  S{n}.vcf\n" for n in range(1, 6)))
    _write(
        root / "Logs_Intermediates" / "pipeline.log",
        "2026-02-04 10:11:12 INFO started\n2026-02-04 10:11:13 done\n",
    )


def localapp_folder(root: Path, found: list[Pair]) -> Path:
    """A LocalApp 2.2 run: results, and the intermediates of each step in a folder of each sample."""
    logs = root / "Logs_Intermediates"
    for one in found:
        _write(root / "Results" / one.pair / f"{one.pair}_CombinedVariantOutput.tsv", combined(one, False))
        _write(logs / "Tmb" / one.dna / f"{one.dna}_TMB_Trace.tsv", trace(one, TRACE_20))
        tmb = f'"TmbPerMb": {one.number}.4921, "AdjustedTmbPerMb": NaN, "CodingRegionSizeMb": 1.28'
        tmb = f'{{{tmb}, "Settings": {{}}}}'
        _write(logs / "Tmb" / one.dna / f"{one.dna}.tmb.json", tmb)
        msi: dict[str, float | bool] = {"TotalMicrosatelliteSitesAssessed": 118}
        msi |= {"PercentageUnstableSites": one.number + 0.2, "ResultIsValid": True, "SumDistance": 3.1}
        _write(logs / "Msi" / one.dna / f"{one.dna}.msi.json.gz", json.dumps(msi), packed=True)
        _write(
            logs / "VariantMatching" / one.dna / f"{one.dna}_MergedSmallVariants.genome.vcf",
            _vcf(one, one.dna, "VF", "0.0312"),
        )
        _write(
            logs / "RnaFusionMerging" / one.rna / f"{one.rna}_AllFusions.csv", all_fusions(one, FUSIONS_25)
        )
        if one.number % 2:
            _write(logs / "RnaSpliceVariantCalling" / one.rna / f"{one.rna}_SpliceVariants.vcf", splice_vcf())
    libraries = [name for one in found for name in (one.dna, one.rna)]
    _write(root / "Results" / "MetricsOutput.tsv", _metrics("TruSight Oncology 500", libraries))
    _lists(root)
    return root


def dragen_folder(root: Path, found: list[Pair]) -> Path:
    """A DRAGEN 2.6 run: what is among the results lies once more among the intermediates."""
    logs = root / "Logs_Intermediates"
    for one in found:
        for place in (root / "Results" / one.pair, logs / "CombinedVariantOutput" / one.pair):
            _write(place / f"{one.pair}_CombinedVariantOutput.tsv", combined(one, True))
        for place in (root / "Results" / one.pair, logs / "Tmb" / one.dna):
            _write(place / f"{one.dna}.tmb.trace.tsv", trace(one, TRACE_27))
        rows = (
            ("Filtered Variant Count", "9"),
            ("Eligible Region (MB)", "1.27"),
            ("TMB", f"{one.number}.50"),
        )
        text = "".join(f"TMB SUMMARY,,{name},{value}\n" for name, value in rows)
        _write(logs / "Tmb" / one.dna / f"{one.dna}.tmb.metrics.csv", text)
        msi = {"TotalMicrosatelliteSitesAssessed": "118", "PercentageUnstableSites": f"{one.number}.20"}
        msi |= {"ResultIsValid": "true", "SumDistance": "3.1", "ResultMessage": ""}
        _write(logs / "DnaDragenCaller" / one.dna / f"{one.dna}.microsat_output.json", json.dumps(msi))
        vcf = _vcf(one, one.dna, "AF", "0.0312")
        _write(logs / "DnaDragenCaller" / one.dna / f"{one.dna}.hard-filtered.vcf.gz", vcf, packed=True)
        for place in (root / "Results" / one.pair, logs / "RnaFusion" / one.rna):
            _write(place / f"{one.rna}_AllFusions.csv", all_fusions(one, FUSIONS_29))
        change = {"gene": "ERBB2", "foldChange": 4.5, "copyNumberType": "AMPLIFICATION"}
        results = {
            "sampleInformation": {"sampleId": one.dna},
            "softwareConfiguration": {"analysisSoftwareName": "DRAGEN TSO500", "genomeBuild": "hg19"},
            "biomarkers": {"tumorMutationalBurden": {"tumorMutationalBurdenPerMegabase": one.number + 0.5}},
            "variants": {"smallVariants": [], "copyNumberVariants": [change]},
        }
        name = f"{one.dna}_SampleAnalysisResults.json"
        _write(logs / "SampleAnalysisResults" / one.dna / name, json.dumps({"data": results}))
        coverage = "chr\tstart\tend\tgene\tmean_coverage\tmedian_coverage\tmin_coverage\tmax_coverage\n"
        _write(
            logs / "Coverage" / one.dna / f"{one.dna}.exon_cov_report.tsv",
            coverage + "chr1\t1\t2\tA\t1\t1\t1\t1\n",
        )
    banner = "DRAGEN TruSight Oncology 500 v2.6.2 Analysis Software"
    _write(root / "Results" / "MetricsOutput.tsv", _metrics(banner, [one.pair for one in found]))
    _lists(root)
    return root
