"""Public MAF, cBioPortal and InPreD files: every row as a plain splitting of their lines gives it."""

import os
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from data.ingest.run_reading import read_path
from data.reference.genes import current_symbol
from domain.findings import CopyNumberCall, SmallVariant
from domain.problems import Severity
from domain.readings import FileKind, RunReading

ROOT = Path(__file__).resolve().parents[3]
PUBLIC = Path(os.environ.get("MTB_SHARED", ROOT.parent / "shared")) / "data"
STUDY, INPRED, CONVERTED = PUBLIC / "cbioportal" / "study_es_0", PUBLIC / "inpred_pronto", PUBLIC / "vcf2maf"
MAFS = (
    "vcf2maf/test.maf", "vcf2maf/test_output.vep_isoforms.maf", "vcf2maf/test_output.custom_isoforms.maf",
    "vcf2maf/test_b38_output.maf", "vcf2maf/test_b38_output.more.maf",
    "cbioportal/study_es_0/data_mutations_extended.maf", "varcode/tcga_ov.head.maf",
    "varcode/tcga_ov.head.xychr.maf", "varcode/ov.wustle.subset5.maf", "varcode/duplicates.maf",
)  # fmt: skip
NO_TERMS = {"coding", "x:noncoding_variant"}
"""Words of TSOPPI that are no terms of the Sequence Ontology."""

REPEATED = {"vcf2maf/test.maf": 1, "vcf2maf/test_output.vep_isoforms.maf": 1,
            "vcf2maf/test_output.custom_isoforms.maf": 1, "varcode/duplicates.maf": 2}  # fmt: skip
"""Rows that say a change of their sample again: refused, each told with the line of the first."""


@pytest.fixture(autouse=True)
def present() -> None:
    """Skips, told, where the public files are not."""
    if not STUDY.is_dir():
        pytest.skip(f"the public files are not at {PUBLIC.name} (set MTB_SHARED to the folder above it)")


def plainly(path: Path) -> list[dict[str, str]]:
    """The rows of a table by splitting its lines."""
    lines = [one.rstrip("\r") for one in path.read_text(encoding="utf-8").split("\n")]
    filled = [one for one in lines if one.strip() and not one.startswith("#")]
    heading = filled[0].split("\t")
    # Of two columns with one heading the first counts.
    return [dict(reversed(list(zip(heading, row.split("\t"), strict=False)))) for row in filled[1:]]


def refused(reading: RunReading) -> list[int]:
    return [one.line for one in reading.problems if one.severity is Severity.REFUSED_ROW]


def of(row: dict[str, str], *names: str) -> str:
    return next((row[name] for name in names if row.get(name, "") not in {"", ".", "NA"}), "")


def as_maf(one: SmallVariant) -> tuple[str, str, str, str]:
    """Chromosome, start and alleles as the MAF had them, also where a base before them was found."""
    told = next((tag for tag in one.tags if tag.startswith("maf=")), None)
    if told is None:
        return one.chrom, str(one.pos), one.ref, one.alt
    match = re.fullmatch(r"maf=(\d+):(.+)>(.+)", told)
    assert match is not None
    return one.chrom, match[1], match[2], match[3]


@pytest.mark.parametrize("name", MAFS)
def test_every_row_of_a_maf_is_taken_with_its_values(name: str) -> None:
    path = PUBLIC / name
    reading, rows = read_path(path), plainly(path)
    (count,) = reading.counts
    assert reading.files[0].kind is FileKind.MAF
    assert (count.read, count.refused) == (len(rows), REPEATED.get(name, 0))
    assert count.read == count.taken + count.refused + sum(one.filtered_rows for one in reading.samples)
    seen: set[tuple[str, ...]] = set()
    expected = []
    for row in rows:
        start = of(row, "Start_Position", "Start_position")
        key = (row["Chromosome"], start, row["Reference_Allele"], row["Tumor_Seq_Allele2"])
        if (*key, row["Tumor_Sample_Barcode"]) in seen:
            continue
        seen.add((*key, row["Tumor_Sample_Barcode"]))
        gene = of(row, "Hugo_Symbol")
        expected.append(
            (key, "" if gene == "Unknown" else gene, of(row, "HGVSp_Short"), of(row, "Transcript_ID"))
        )
    ours = [
        ((as_maf(one)), one.reported_gene or "", one.p_dot or "", one.transcript or "")
        for sample in reading.samples
        for one in sample.findings.small_variants
    ]
    if "MA:FImpact" not in rows[0] and "HGVSp_Short" not in rows[0]:
        ours = [(key, gene, "", "") for key, gene, _, _ in ours]
    assert Counter(ours) == Counter(expected)


@pytest.mark.parametrize("name", MAFS)
def test_frequencies_are_those_of_the_columns_or_of_the_reads(name: str) -> None:
    path = PUBLIC / name
    wanted: Counter[tuple[str, str]] = Counter()
    seen: set[tuple[str, ...]] = set()
    for row in plainly(path):
        start = of(row, "Start_Position", "Start_position")
        alleles = (row["Reference_Allele"], row["Tumor_Seq_Allele2"])
        key = (row["Chromosome"], start, *alleles, row["Tumor_Sample_Barcode"])
        if key in seen:
            continue
        seen.add(key)
        percent, alt, depth = of(row, "tumor_vaf"), of(row, "t_alt_count"), of(row, "t_depth")
        value = ""
        if percent:
            value = str((Decimal(percent) / 100).normalize())
        elif alt and depth and int(depth):
            value = str(Decimal(f"{int(alt) / int(depth):.4f}").normalize())
        wanted[(start, value)] += 1
    ours = Counter(
        (as_maf(one)[1], str(Decimal(one.vaf_text).normalize()) if one.vaf_text else "")
        for sample in read_path(path).samples
        for one in sample.findings.small_variants
    )
    assert ours == wanted


@pytest.mark.parametrize(
    ("maf", "vcf"), [("test_output.vep_isoforms.maf", "test.vcf"), ("test_b38_output.maf", "test_b38.vcf")]
)
def test_insertions_and_deletions_are_those_of_the_vcf_that_the_maf_was_made_of(maf: str, vcf: str) -> None:
    """Each change of the MAF that has its base again stands in the VCF with the same alleles."""
    lines = (CONVERTED / vcf).read_text().split("\n")
    records = {
        (cells[0], int(cells[1]), cells[3], alt)
        for cells in (line.split("\t") for line in lines if line and not line.startswith("#"))
        for alt in cells[4].split(",")
    }
    (sample,) = read_path(CONVERTED / maf).samples
    found = [
        (one.chrom, one.pos, one.ref, one.alt)
        for one in sample.findings.small_variants
        if any(tag.startswith("maf=") for tag in one.tags)
    ]
    assert len(found) >= 3
    missing = [one for one in found if one not in records]
    # vcf2maf made a deletion of GAAGA>GCA and the like out of a row with two alternative alleles.
    assert all(one[:2] == ("5", 112174757) for one in missing)


def test_every_value_of_the_copy_number_steps_is_accounted_for() -> None:
    path = STUDY / "data_cna_discrete.txt"
    rows, reading = plainly(path), read_path(path)
    values = Counter(row["Value"] for row in rows)
    (count,) = reading.counts
    assert (count.read, count.refused) == (len(rows), 0)
    assert sum(one.reference_rows for one in reading.samples) == values["0"]
    assert sum(one.filtered_rows for one in reading.samples) == values["1"] + values["-1"]
    calls = {"2": CopyNumberCall.GAIN, "-2": CopyNumberCall.LOSS}
    expected = {
        (row["Sample_Id"], current_symbol(row["Hugo_Symbol"]), calls[row["Value"]])
        for row in rows
        if row["Value"] in calls
    }
    ours = [
        (sample.sample_id, one.gene, one.call)
        for sample in reading.samples
        for one in sample.findings.copy_number
    ]
    assert set(ours) == expected and len(ours) == count.taken == values["2"] + values["-2"]


def test_every_structural_variant_is_taken_with_its_reads_and_places() -> None:
    path = STUDY / "data_structural_variants.txt"
    rows, reading = plainly(path), read_path(path)
    (count,) = reading.counts
    assert (count.read, count.taken, count.refused) == (len(rows), len(rows), 0)
    expected = Counter(
        (
            row["Sample_Id"],
            ";".join(filter(None, (row["Site1_Hugo_Symbol"], row["Site2_Hugo_Symbol"]))),
            f"{row['Site1_Chromosome']}:{row['Site1_Position']}",
            f"{row['Site2_Chromosome']}:{row['Site2_Position']}",
            int(row["Tumor_Variant_Count"]),
            "rna" if row["RNA_Support"] == "yes" else "dna",
        )
        for row in rows
    )
    ours = Counter(
        (s.sample_id, f.gene_pair, f.breakpoint_1, f.breakpoint_2, f.supporting_reads, f.molecule)
        for s in reading.samples
        for f in s.findings.fusions
    )
    assert ours == expected


def test_no_file_of_the_study_is_unrecognised_and_its_samples_are_joined() -> None:
    reading = read_path(STUDY)
    assert len(reading.files) > 50
    assert not any(one.kind is FileKind.UNRECOGNISED for one in reading.files)
    assert refused(reading) == []
    clinical = {one.name for one in reading.files if one.kind is FileKind.CLINICAL_LIST}
    assert clinical == {"data_clinical_patients.txt", "data_clinical_samples.txt"}
    names = [one.sample_id for one in reading.samples]
    assert len(names) == len(set(names))
    mutated = {row["Tumor_Sample_Barcode"] for row in plainly(STUDY / "data_mutations_extended.maf")}
    assert mutated <= set(names)


@pytest.mark.parametrize("name", ["CL-AcroMetrix-D01", "CL-NA12878N25-D01"])
def test_every_row_of_the_tables_of_tsoppi_is_taken_with_its_values(name: str) -> None:
    path = INPRED / f"{name}_small_variant_table.tsv"
    rows, reading = plainly(path), read_path(path)
    (sample,), (count,) = reading.samples, reading.counts
    assert (sample.sample_id, count.read, count.taken, count.refused) == (name, len(rows), len(rows), 0)
    for row, one in zip(rows, sample.findings.small_variants, strict=True):
        assert f"{one.chrom}:{one.pos}" == row["Genomic_location"]
        assert f"{one.ref}>{one.alt}" == row["DNA_change"]
        assert (one.reported_gene or "NA") == row["Gene_symbol"]
        assert (one.vaf_text, one.depth) == (row["AF_tumor_DNA"], int(row["Depth_tumor_DNA"]))
        assert (one.p_dot or "p.NA") == f"p.{row['Protein_change']}"
        assert (one.c_dot or "NA") == row["cDNA_change"]
        words = [word for word in row["Coding_status"].split(",") if word not in NO_TERMS]
        assert list(one.consequence) == words
        listed = row["Coding_transcript_consequences"]
        transcripts = [] if listed == "NA" else re.split(r"[;|]", listed)
        own = row["Ensembl_transcript_ID"] != "NA"
        assert len(one.transcripts) == min(400, len(transcripts) + own)


def test_the_lists_of_inpred_are_read_row_by_row() -> None:
    for path in sorted(INPRED.glob("InPreD_PRONTO_metadata*.txt")):
        reading = read_path(path)
        assert reading.files[0].kind is FileKind.SAMPLE_LIST and reading.problems == ()
        rows = [row for row in plainly(path) if any(value.strip() for value in row.values())]
        assert [one.sample_id for one in reading.listed] == [row["Sample_id"] for row in rows]
        for row, one in zip(rows, reading.listed, strict=True):
            assert str(one.year_of_birth) == row["Year_of_birth"]
            assert (one.study_id, one.material_id) == (row["Study_id"], row["Sample_material_id"])
