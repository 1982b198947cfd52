"""How fast a variant file becomes values, side by side with a bare cyvcf2 loop over the same fields."""

import gc
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cyvcf2 import VCF

from data.ingest.run_reading import read_path

RECORDS = 120_000
"""Records of the generated file: some 40 times the calls of a tissue sample."""

PASSED = 2 / 3
"""Share of the records that pass their filters."""

REPEATS = 5
LIMIT = 2.0
"""The whole path may take at most twice the time of the bare loop."""

_HEADER = (
    "##fileformat=VCFv4.2",
    '##FILTER=<ID=weak_evidence,Description="Somatic score below the threshold">',
    '##INFO=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    '##INFO=<ID=MQ,Number=1,Type=Float,Description="Mapping quality">',
    '##INFO=<ID=FractionInformativeReads,Number=1,Type=Float,Description="Informative reads">',
    '##INFO=<ID=AQ,Number=1,Type=Float,Description="Systematic noise">',
    '##INFO=<ID=hotspot,Number=0,Type=Flag,Description="Hotspot">',
    '##INFO=<ID=MNVTAG,Number=1,Type=String,Description="MNV">',
    '##INFO=<ID=GermlineStatus,Number=1,Type=String,Description="Germline status">',
    *(
        f'##FORMAT=<ID={name},Number={number},Type={kind},Description="{name}">'
        for name, number, kind in (
            ("GT", "1", "String"), ("SQ", "A", "Float"), ("AD", "R", "Integer"), ("AF", "A", "Float"),
            ("F1R2", "R", "Integer"), ("F2R1", "R", "Integer"), ("DP", "1", "Integer"),
            ("SB", "4", "Integer"), ("MB", "4", "Integer"),
        )
    ),
    "##contig=<ID=chr1,length=249250621>",
    *(f"##contig=<ID=chr{number}>" for number in range(2, 23)),
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tSYN-BENCH",
)  # fmt: skip
ANNOTATED_RECORDS = 100_000
TRANSCRIPTS = 15
"""Effects of a record, at most; 8 on average (a public VEP file of a tumour has 9)."""

CSQ_FIELDS = (
    "Allele", "Consequence", "IMPACT", "SYMBOL", "Gene", "Feature_type", "Feature", "BIOTYPE", "EXON",
    "INTRON", "HGVSc", "HGVSp", "cDNA_position", "CDS_position", "Protein_position", "Amino_acids",
    "Codons", "Existing_variation", "DISTANCE", "STRAND", "FLAGS", "PICK", "VARIANT_CLASS", "SYMBOL_SOURCE",
    "HGNC_ID", "CANONICAL", "MANE_SELECT", "MANE_PLUS_CLINICAL", "TSL", "APPRIS", "CCDS", "ENSP",
    "SWISSPROT", "TREMBL", "UNIPARC", "GENE_PHENO", "SIFT", "PolyPhen", "DOMAINS", "miRNA", "HGVS_OFFSET",
    "AF", "gnomADe_AF", "gnomADe_NFE_AF", "MAX_AF", "MAX_AF_POPS", "CLIN_SIG", "SOMATIC", "PHENO", "PUBMED",
)  # fmt: skip
_CONSEQUENCES = (
    ("missense_variant", "MODERATE"), ("intron_variant", "MODIFIER"), ("synonymous_variant", "LOW"),
    ("missense_variant&splice_region_variant", "MODERATE"), ("upstream_gene_variant", "MODIFIER"),
    ("intron_variant&NMD_transcript_variant", "MODIFIER"), ("frameshift_variant", "HIGH"),
)  # fmt: skip
_STATES = ("Germline_DB", "Germline_Proxi", "Somatic", "Somatic_Putative_CH")


def write_dragen_like(path: Path, records: int = RECORDS, seed: int = 7) -> None:
    """Write a synthetic file in the manner of a DRAGEN hard-filtered VCF."""
    drawn = random.Random(seed)
    with path.open("w") as file:
        file.write("\n".join(_HEADER) + "\n")
        for index in range(records):
            depth = drawn.randint(50, 900)
            reads = drawn.randint(5, depth)
            half = reads // 2
            ref = drawn.choice("ACG")
            filters = "PASS" if drawn.random() < PASSED else "weak_evidence"
            info = (
                f"DP={depth};MQ={drawn.uniform(20, 60):.2f};FractionInformativeReads=0.987;AQ=100.00;"
                f"GermlineStatus={drawn.choice(_STATES)}"
            )
            sample = (
                f"0/1:{drawn.uniform(1, 60):.2f}:{depth - reads},{reads}:{reads / depth:.4f}:"
                f"{depth - reads},{half}:0,{reads - half}:{depth}:1,2,3,4:5,6,7,8"
            )
            file.write(
                f"chr{1 + index * 22 // records}\t{1000 + index * 13}\t.\t{ref}\tT\t.\t{filters}\t{info}\t"
                f"GT:SQ:AD:AF:F1R2:F2R1:DP:SB:MB\t{sample}\n"
            )


def _effect(drawn: random.Random, gene: int, number: int) -> str:
    """One effect as VEP writes it with everything asked for."""
    term, impact = drawn.choice(_CONSEQUENCES)
    name, place = f"ENST{gene:06d}{number:05d}.4", drawn.randint(10, 9_000)
    cells = dict.fromkeys(CSQ_FIELDS, "")
    cells |= {
        "Allele": "T", "Consequence": term, "IMPACT": impact, "SYMBOL": f"GENE{gene}",
        "Gene": f"ENSG{gene:011d}", "Feature_type": "Transcript", "Feature": name,
        "BIOTYPE": "protein_coding" if number else "retained_intron", "EXON": f"{number + 1}/18",
        "HGVSc": f"{name}:c.{place}C>T", "HGVSp": f"ENSP{gene:011d}.3:p.Arg{place // 3}Cys",
        "cDNA_position": str(place), "CDS_position": str(place), "Protein_position": str(place // 3),
        "Amino_acids": "R/C", "Codons": "Cgc/Tgc", "Existing_variation": f"rs{place}&COSV{place}",
        "STRAND": "1", "PICK": "1" if number == 3 else "", "VARIANT_CLASS": "SNV", "SYMBOL_SOURCE": "HGNC",
        "HGNC_ID": f"HGNC:{gene}", "CANONICAL": "YES" if number == 3 else "",
        "MANE_SELECT": f"NM_{gene:06d}.3" if number == 3 else "", "TSL": "1", "APPRIS": "P1",
        "CCDS": "CCDS53759.1", "ENSP": f"ENSP{gene:011d}", "UNIPARC": "UPI0000161967",
        "SIFT": "deleterious(0.01)", "PolyPhen": "probably_damaging(0.998)",
        "DOMAINS": "Pfam:PF00069&PROSITE_profiles:PS50011&SMART:SM00220", "gnomADe_AF": "3.98e-06",
        "gnomADe_NFE_AF": "8.79e-06", "MAX_AF": "8.79e-06", "MAX_AF_POPS": "gnomADe_NFE",
    }  # fmt: skip
    return "|".join(cells.values())


def write_annotated(path: Path, records: int = ANNOTATED_RECORDS, seed: int = 11) -> None:
    """Write a synthetic file in the manner of a somatic VCF annotated by VEP, some 3,500 characters a row."""
    drawn = random.Random(seed)
    fields = "|".join(CSQ_FIELDS)
    said = f"Consequence annotations from Ensembl VEP. Format: {fields}"
    header = [*_HEADER[:-1], f'##INFO=<ID=CSQ,Number=.,Type=String,Description="{said}">', _HEADER[-1]]
    with path.open("w") as file:
        file.write("\n".join(header) + "\n")
        for index in range(records):
            depth = drawn.randint(50, 900)
            reads = drawn.randint(5, depth)
            gene = drawn.randint(1, 20_000)
            csq = ",".join(_effect(drawn, gene, number) for number in range(drawn.randint(1, TRANSCRIPTS)))
            filters = "PASS" if drawn.random() < PASSED else "weak_evidence"
            file.write(
                f"chr{1 + index * 22 // records}\t{1000 + index * 13}\t.\tC\tT\t.\t{filters}\tDP={depth};"
                f"MQ=60.00;CSQ={csq}\tGT:AD:AF:DP\t0/1:{depth - reads},{reads}:{reads / depth:.4f}:{depth}\n"
            )


def bare_annotated(path: Path) -> int:
    """Read the same fields of every annotated record with cyvcf2 alone, keeping nothing.

    The annotation's fields are parts of one text: it is split into them, as every reader of it must.
    """
    count = 0
    read: tuple[Any, ...] = ()
    for record in VCF(str(path)):
        effects = record.INFO.get("CSQ")
        read = (
            record.CHROM, record.POS, record.REF, record.ALT, record.FILTERS, record.format("AF"),
            record.format("AD"), record.format("DP"), [one.split("|") for one in effects.split(",")],
        )  # fmt: skip
        count += 1
    return count if read else 0


def bare_annotated_text(path: Path) -> int:
    """Read every annotated record with cyvcf2 alone and leave the annotation the one text it is."""
    count = 0
    read: tuple[Any, ...] = ()
    for record in VCF(str(path)):
        read = (
            record.CHROM, record.POS, record.REF, record.ALT, record.FILTERS, record.format("AF"),
            record.format("AD"), record.format("DP"), record.INFO.get("CSQ"),
        )  # fmt: skip
        count += 1
    return count if read else 0


def bare(path: Path) -> int:
    """Read the same fields of every record with cyvcf2 alone, keeping nothing."""
    count = 0
    read: tuple[Any, ...] = ()
    for record in VCF(str(path)):
        read = (
            record.CHROM, record.POS, record.REF, record.ALT, record.FILTERS, record.format("AF"),
            record.format("AD"), record.format("DP"), record.INFO.get("GermlineStatus"),
        )  # fmt: skip
        count += 1
    return count if read else 0


def ours(path: Path) -> int:
    """The whole path: check, reading process, findings, hash."""
    return len(read_path(path).samples[0].findings.small_variants)


def _seconds(work: Callable[[Path], int], path: Path) -> float:
    gc.collect()
    start = time.perf_counter()
    assert work(path) > 0
    return time.perf_counter() - start


def _ratio(write: Callable[[Path], None], loop: Callable[[Path], int]) -> float:
    """Our seconds over a bare loop's: medians of interleaved repeats, after a warm-up."""
    with tempfile.TemporaryDirectory(prefix="mtb-bench-") as folder:
        path = Path(folder) / "bench.vcf"
        write(path)
        ours(path)
        loop(path)
        pairs = [(_seconds(ours, path), _seconds(loop, path)) for _ in range(REPEATS)]
    return statistics.median(mine for mine, _ in pairs) / statistics.median(other for _, other in pairs)


def measure() -> tuple[str, float, float]:
    """Name, ratio and limit of a file without annotation."""
    return "ingest_vcf_vs_bare_cyvcf2", _ratio(write_dragen_like, bare), LIMIT


def measure_annotated() -> tuple[str, float, float]:
    """Name, ratio and limit of a file with VEP's annotation, read into every transcript of every call."""
    return "ingest_annotated", _ratio(write_annotated, bare_annotated), LIMIT


def measure_annotated_text() -> tuple[str, float, float]:
    """The same beside a loop that never takes the annotation apart: told, without a limit of its own."""
    return "ingest_annotated_vs_text_alone", _ratio(write_annotated, bare_annotated_text), LIMIT


if __name__ == "__main__":
    for name, ratio, limit in (measure(), measure_annotated(), measure_annotated_text()):
        print(f"{name}: {ratio:.2f} (limit {limit})")
