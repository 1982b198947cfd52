"""Where a variant file's own annotation says otherwise than the CombinedVariantOutput, both are told."""

from pathlib import Path

import pytest

from data.ingest.run_reading import read_files
from domain.problems import Severity
from domain.readings import RunReading
from tests.data.ingest.samples import of_severity

ANN = (
    "##INFO=<ID=ANN,Number=.,Type=String,Description=\"Functional annotations: 'Allele | Annotation | "
    "Annotation_Impact | Gene_Name | Gene_ID | Feature_Type | Feature_ID | Transcript_BioType | Rank | "
    "HGVS.c | HGVS.p | cDNA.pos / cDNA.length | CDS.pos / CDS.length | AA.pos / AA.length | Distance | "
    "ERRORS / WARNINGS / INFO'\">\n"
)


def effect(gene: str, protein: str, transcript: str = "NM_004333.4") -> str:
    place = f"transcript|{transcript}|protein_coding|15/18|c.1799T>A"
    return f"T|missense_variant|MODERATE|{gene}|1|{place}|{protein}|||||"


def brought(folder: Path, *effects: str, gene: str = "BRAF") -> RunReading:
    (folder / "cvo").write_text(
        "TruSight Oncology 500 - Combined Variant Output\n\n[Analysis Details]\nDNA Sample ID\tS1\n\n"
        "[Small Variants]\n"
        "Gene\tChromosome\tGenomic Position\tReference Call\tAlternative Call\tAllele Frequency\tDepth\t"
        "P-Dot Notation\tC-Dot Notation\tConsequence(s)\tAffected Exon(s)\n"
        f"{gene}\tchr7\t140453136\tA\tT\t0.2\t500\tNP_004324.2:p.(Val600Glu)\tNM_004333.4:c.1799T>A\t"
        "missense_variant\t15/18\n"
    )
    (folder / "vcf").write_text(
        f"##fileformat=VCFv4.2\n##contig=<ID=chr7,length=159138663>\n{ANN}"
        '##FORMAT=<ID=AF,Number=A,Type=Float,Description="x">\n'
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1\n"
        f"chr7\t140453136\t.\tA\tT\t.\tPASS\tANN={','.join(effects)}\tAF\t0.2\n"
    )
    return read_files({"cvo.tsv": folder / "cvo", "s.vcf": folder / "vcf"})


def told(reading: RunReading) -> list[str]:
    return [
        one.seen for one in of_severity(reading, Severity.NOTE) if "annotation says otherwise" in one.seen
    ]


def test_another_protein_change_is_told_with_both_and_that_of_the_results_taken(tmp_path: Path) -> None:
    reading = brought(tmp_path, effect("BRAF", "p.Val600Lys"))
    (seen,) = told(reading)
    assert "BRAF NP_004324.2:p.(Val600Glu) and p.Val600Lys at chr7:140453136" in seen
    (one,) = reading.samples[0].findings.small_variants
    assert one.p_dot == "NP_004324.2:p.(Val600Glu)"


def test_another_gene_is_told_with_both(tmp_path: Path) -> None:
    (seen,) = told(brought(tmp_path, effect("KIAA1549", "p.Val600Glu")))
    assert "BRAF and KIAA1549 at chr7:140453136" in seen


@pytest.mark.parametrize(
    ("effects", "gene"),
    [
        ((effect("BRAF", "p.Val600Glu"),), "BRAF"),
        ((effect("BRAF", "p.V600E"),), "BRAF"),
        ((effect("BRAF", ""),), "BRAF"),
        ((effect("BRAF", "p.Val640Glu", "NM_X"), effect("BRAF", "p.Val600Glu")), "BRAF"),
        ((effect("MYCL1", "p.Val600Glu"),), "MYCL"),
    ],
    ids=["the same", "one letter", "no protein", "another transcript", "an old symbol"],
)
def test_the_same_said_in_other_words_is_no_difference(
    tmp_path: Path, effects: tuple[str, ...], gene: str
) -> None:
    assert told(brought(tmp_path, *effects, gene=gene)) == []
