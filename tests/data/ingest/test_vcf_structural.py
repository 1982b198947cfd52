"""Copy-number, splice, exon-level and structural VCFs: what each row becomes and what is only counted."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.ingest.parts import sample_by_name
from data.ingest.problems import ProblemList
from data.ingest.vcf_calls import SymbolicRow, VcfCalls
from data.ingest.vcf_file import VcfFile, read_vcf
from data.ingest.vcf_structural import Layout, layout_of, structural, structural_findings
from domain.findings import Build, CopyNumberCall, CopyNumberChange, Fusion, Rearrangement
from domain.problems import Problem, Severity
from tests.data.ingest.samples import FIXTURES, only, read

DRAGEN, LOCAL, EXONS = "vcf_cnv_dragen.vcf", "vcf_cnv_localapp.vcf", "vcf_exon_cnv.vcf"
SPLICE, MANTA = "SYN-B-RNA_SpliceVariants.vcf", "vcf_structural.vcf"
ROOT = Path(__file__).resolve().parents[3]
CORPUS = Path(os.environ.get("MTB_SHARED", ROOT.parent / "shared")) / "data"


def taken(name: str) -> tuple[VcfFile, tuple[Problem, ...]]:
    """One fixture and what was noticed of it."""
    problems = ProblemList(name)
    return read_vcf(FIXTURES / name, name, problems), problems.all()


def of_row(info: str, alt: str = "<DUP>", **more: object) -> tuple[VcfCalls, SymbolicRow]:
    """A row of some caller, with the calls of the file that holds it."""
    values = {"name": ".", "keys": "", "values": "", "chrom": "chr7", "position": 100} | more
    row = (
        9, str(values["chrom"]), int(str(values["position"])), str(values["name"]), alt, "PASS", info,
        str(values["keys"]), str(values["values"]),
    )  # fmt: skip
    ids = tuple(part.split("=")[0] for part in info.split(";"))
    return VcfCalls(symbolic=[row], info_ids=ids, format_ids=tuple(str(values["keys"]).split(":"))), row


def test_dragens_copy_numbers_have_their_gene_from_the_segment_and_their_ratio_as_written() -> None:
    changes = taken(DRAGEN)[0].structural().copy_number
    assert [(one.gene, one.call, one.fold_change_text) for one in changes] == [
        ("MYCL", CopyNumberCall.GAIN, "2.30001"),
        ("EGFR", CopyNumberCall.GAIN, "6.04"),
        ("BRCA1", CopyNumberCall.LOSS, "0.571483"),
    ]
    assert changes[0].reported_gene == "MYCL1"
    assert changes[0].variant_key == "cnv:MYCL:gain"


def test_neutral_filtered_and_refused_genes_are_counted_and_never_dropped_silently() -> None:
    file, problems = taken(DRAGEN)
    count = file.count(0)
    assert (count.section, count.read, count.taken, count.refused) == ("copy number", 7, 3, 1)
    assert (file.calls.neutral_rows, file.calls.filtered_rows, file.calls.reference_rows) == (2, 1, 0)
    told = {(one.line, one.seen) for one in problems}
    assert (0, "2 rows without a change") in told
    assert (0, "1 rows that did not pass the filters of the file: ERBB2 (cnvQual)") in told
    (refused,) = [one for one in problems if one.severity is Severity.REFUSED_ROW]
    assert refused.line == 29 and "0,62" in refused.seen and "decimal point" in refused.expected


def test_localapps_copy_numbers_and_those_of_its_older_caller_are_read() -> None:
    changes = taken(LOCAL)[0].structural().copy_number
    assert [(one.gene, one.call, one.fold_change_text) for one in changes] == [
        ("MYCL", CopyNumberCall.GAIN, "2.20"),
        ("ERBB2", CopyNumberCall.GAIN, "4.75"),
        ("BRCA1", CopyNumberCall.UNKNOWN, "1"),
    ]
    assert "direction_by_ratio" in changes[1].tags and "direction_by_ratio" not in changes[0].tags


def test_a_segment_without_a_gene_is_kept_by_its_position() -> None:
    file, problems = taken(LOCAL)
    (stretch,) = file.structural().rearrangements
    assert (stretch.gene, stretch.chrom, stretch.start, stretch.stop) == (None, "chr21", 42836478, 42880085)
    assert file.count(0).without_gene == 1
    assert any("1 of 4 changes without a gene" in one.seen for one in problems)


def test_an_exon_level_loss_is_a_rearrangement_and_an_undetermined_gene_is_told_by_its_name() -> None:
    file, problems = taken(EXONS)
    (loss,) = file.structural().rearrangements
    assert (loss.gene, loss.start, loss.stop, loss.call) == (
        "BRCA1",
        41243452,
        41277500,
        CopyNumberCall.LOSS,
    )
    assert loss.fold_change_text == "0.532"
    assert any("BRCA2 (Undetermined)" in one.seen and "neither" in one.expected for one in problems)
    assert file.calls.neutral_rows == 0


def test_the_three_known_junctions_have_their_genes_and_exons() -> None:
    found = [one for one in taken(SPLICE)[0].structural().splice_variants if one.gene]
    assert [(one.gene, one.affected_exon, one.supporting_reads, one.reference_reads) for one in found] == [
        ("EGFR", "2-7", 64, 1),
        ("MET", "14", 91, 1),
        ("AR", None, 27, 573),
    ]
    assert [one.tags[0] for one in found] == [
        "junction=EGFRvIII",
        "junction=MET exon 14 skipping",
        "junction=AR-V7",
    ]
    assert found[0].variant_key == "splice:EGFR:chr7:55087058:chr7:55223522"


def test_another_junction_that_passed_is_kept_without_gene_and_a_flag_written_false_is_none() -> None:
    file, problems = taken(SPLICE)
    (other,) = [one for one in file.structural().splice_variants if one.gene is None]
    assert (other.breakpoint_1, other.breakpoint_2) == ("chr2:42485683", "chr2:42488260")
    assert other.tags == ("intergenic",)
    assert "intergenic" not in file.structural().splice_variants[1].tags
    (refused,) = [one for one in problems if one.severity is Severity.REFUSED_ROW]
    assert "INFO END" in refused.expected


def test_a_junction_is_not_named_by_positions_of_another_build() -> None:
    calls, _ = of_row(
        "SVTYPE=DEL;END=55223522;ALTDEDUP=3;REFDEDUP=4",
        "<DEL>",
        position=55087058,
        keys="AD:DP",
        values="3:4",
    )
    calls.build = Build.GRCH38
    (found,) = structural_findings(calls, "x.vcf", ProblemList("x.vcf")).splice_variants
    assert found.gene is None and found.supporting_reads == 3


def test_a_splice_file_is_known_by_its_name_and_gives_no_frequency() -> None:
    file, _ = taken(SPLICE)
    assert file.sample_name is None and sample_by_name(file.name) == "SYN-B-RNA"
    assert file.calls.frequencies == []


def test_breakends_are_one_fusion_of_the_genes_at_both_ends() -> None:
    file, problems = taken(MANTA)
    first, second = file.structural().fusions
    assert (first.gene_pair, first.supporting_reads, first.molecule) == ("TMPRSS2;ERG", 16, "dna")
    assert {second.gene_5, second.gene_3} == {"ALK", "EML4"}
    assert {second.breakpoint_1, second.breakpoint_2} == {"chr2:29446394", "chr2:42522694"}
    assert (second.supporting_reads, second.direction_known) == (20, False)
    assert any("other end of a breakend" in one.seen for one in problems)


def test_breakends_without_genes_are_rearrangements_and_a_single_one_too() -> None:
    found = taken(MANTA)[0].structural().rearrangements
    ends = {one.start: one.tags for one in found if "svtype=BND" in one.tags}
    assert ends == {55100000: ("svtype=BND", "mate=chr8:1000"), 128750000: ("svtype=BND", "imprecise")}


def test_a_deletion_over_two_genes_names_the_gene_of_the_assay_and_lists_both() -> None:
    (deletion,) = [one for one in taken(MANTA)[0].structural().rearrangements if one.gene == "BRCA1"]
    assert (deletion.start, deletion.stop, deletion.call) == (41200000, 41210000, CopyNumberCall.LOSS)
    assert "genes=BRCA1,NBR1" in deletion.tags


def test_a_file_of_small_variants_and_rearrangements_counts_every_row() -> None:
    file, problems = taken(MANTA)
    assert not file.is_structural
    count = file.count(1)
    refused = [one for one in problems if one.severity is Severity.REFUSED_ROW]
    assert (count.read, count.taken, count.refused) == (12, 9, len(refused))
    assert any("allele *" in one.seen for one in problems)


def test_a_copy_number_file_beside_the_small_variants_of_its_sample_is_no_second_file_of_them() -> None:
    names = ("vcf_dragen_hard_filtered.vcf", DRAGEN, EXONS)
    sample = only(*names)
    alone = only(names[0])
    assert sample.findings.small_variants == alone.findings.small_variants
    assert len(sample.findings.copy_number) == 3 and len(sample.findings.rearrangements) == 1
    assert sample.reference_rows == alone.reference_rows
    assert not any("another file of the sample" in one.seen for one in read(*names).problems)


def test_rna_fusions_have_the_direction_that_the_caller_gives() -> None:
    rows: list[SymbolicRow] = [
        (1, "chr2", 100, "a", "A[chr2:900[", "PASS", "SVTYPE=BND;MATEID=b;GENE=ALK", "", ""),
        (2, "chr2", 900, "b", "]chr2:100]A", "PASS", "SVTYPE=BND;MATEID=a;GENE=EML4;RNA_FIRST", "", ""),
    ]
    calls = VcfCalls(symbolic=rows, info_ids=("SVTYPE",))
    (fusion,) = structural_findings(calls, "x.vcf", ProblemList("x.vcf")).fusions
    assert (fusion.gene_pair, fusion.gene_5, fusion.gene_3) == ("EML4-ALK", "EML4", "ALK")
    assert (fusion.breakpoint_1, fusion.molecule, fusion.direction_known) == ("chr2:900", "rna", True)


def annotated(*rows: tuple[str, int, str, str]) -> VcfCalls:
    """Breakends with a gene and a consequence each."""
    symbolic: list[SymbolicRow] = [
        (line, chrom, pos, "", alt, "PASS", f"SVTYPE=BND;ANN={effect}", "", "")
        for line, (chrom, pos, alt, effect) in enumerate(rows, 1)
    ]
    return VcfCalls(symbolic=symbolic, info_ids=("SVTYPE", "ANN"), annotation=("ANN", 1, 0))


def test_an_annotation_that_names_both_genes_in_each_end_is_one_fusion() -> None:
    effect = "gene_fusion|EML4&ALK"
    calls = annotated(("chr2", 100, "A]chr2:900]", effect), ("chr2", 900, "T]chr2:100]", effect))
    (fusion,) = structural_findings(calls, "x.vcf", ProblemList("x.vcf")).fusions
    assert (fusion.gene_5, fusion.gene_3, fusion.breakpoint_2) == ("EML4", "ALK", "chr2:900")
    alone = annotated(("chr2", 100, "A]chr2:900]", effect))
    assert structural_findings(alone, "x.vcf", ProblemList("x.vcf")).fusions == (fusion,)


def test_a_gene_that_lies_beside_a_breakend_is_not_its_gene() -> None:
    calls = annotated(
        ("chr2", 100, "A]chr2:900]", "intron_variant|ALK,upstream_gene_variant|EML4"),
        ("chr2", 900, "T]chr2:100]", "intergenic_region|EML4-COX7A2L"),
    )
    found = structural_findings(calls, "x.vcf", ProblemList("x.vcf"))
    assert not found.fusions
    assert [one.gene for one in found.rearrangements] == ["ALK"]


def test_both_ends_in_one_gene_are_a_rearrangement_of_that_gene() -> None:
    rows: list[SymbolicRow] = [
        (1, "chr2", 100, "a", "A[chr2:900[", "PASS", "SVTYPE=BND;GENE=ALK", "", ""),
        (2, "chr2", 900, "b", "]chr2:100]A", "PASS", "SVTYPE=BND;GENE=ALK", "", ""),
    ]
    found = structural_findings(VcfCalls(symbolic=rows), "x.vcf", ProblemList("x.vcf"))
    assert not found.fusions
    assert [(one.gene, one.start, one.stop) for one in found.rearrangements] == [("ALK", 100, 900)]


@pytest.mark.parametrize(
    ("alt", "name", "ratio", "call"),
    [
        ("<CNV>", "DRAGEN:LOSS:chr7:1-2", "0.4", CopyNumberCall.LOSS),
        ("<DEL>,<DUP>", "DRAGEN:CNLOH:chr7:1-2", "1.0", CopyNumberCall.LOH),
        ("<DUP:TANDEM>", ".", "2", CopyNumberCall.GAIN),
        ("<CNV>", ".", ".", CopyNumberCall.UNKNOWN),
        ("<CN0>", ".", "0.1", CopyNumberCall.UNKNOWN),
    ],
)
def test_the_direction_comes_from_the_allele_the_id_or_the_ratio(
    alt: str, name: str, ratio: str, call: CopyNumberCall
) -> None:
    calls, _ = of_row("SEGID=EGFR;END=900", alt, name=name, keys="SM", values=ratio)
    (found,) = structural_findings(calls, "x.vcf", ProblemList("x.vcf")).copy_number
    assert found.call is call


def test_a_gain_with_the_ratio_of_a_loss_is_told() -> None:
    calls, _ = of_row("SEGID=EGFR", "<DUP>", keys="SM", values="0.5")
    problems = ProblemList("x.vcf")
    assert structural_findings(calls, "x.vcf", problems).copy_number[0].call is CopyNumberCall.GAIN
    assert any("fits a gain, not 0.5" in one.expected for one in problems.all())


@pytest.mark.parametrize("ratio", ["-1", "nan", "1,5", "high"])
def test_a_ratio_that_is_no_number_refuses_its_row(ratio: str) -> None:
    calls, _ = of_row("SEGID=EGFR", "<DUP>", keys="SM", values=ratio)
    found = structural(calls, ProblemList("x.vcf"))
    assert found is not None and found.refused == 1 and found.taken == 0


def test_a_gene_that_a_spreadsheet_spoilt_is_told_and_the_row_kept() -> None:
    calls, _ = of_row("SEGID=Mar-01", "<DUP>", keys="SM", values="3")
    problems = ProblemList("x.vcf")
    (found,) = structural_findings(calls, "x.vcf", problems).copy_number
    assert found.gene is None and found.reported_gene == "Mar-01"
    assert any("spreadsheet" in one.expected for one in problems.all())


def test_a_file_of_small_variants_has_no_structural_layout() -> None:
    assert layout_of(taken("vcf_dragen_hard_filtered.vcf")[0].calls) is None
    assert layout_of(taken(SPLICE)[0].calls) is Layout.SPLICING


CELL = st.text(st.sampled_from("ACGT<>[]:;,=.&|-0179chrDELUPNVSX\x00é"), max_size=12)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(st.tuples(CELL, st.integers(0, 10**10), CELL, CELL, CELL, CELL, CELL), max_size=6),
    known=st.sampled_from(["SEGID", "ALTDEDUP", "ANT", "GENE", "SVTYPE"]),
)
def test_any_row_is_a_finding_or_is_counted(
    rows: list[tuple[str, int, str, str, str, str, str]], known: str
) -> None:
    symbolic: list[SymbolicRow] = [
        (line, chrom, pos, name, alt, "PASS", f"{known}={info};END={pos + 5}", keys, values)
        for line, (chrom, pos, name, alt, info, keys, values) in enumerate(rows, 1)
    ]
    calls = VcfCalls(symbolic=symbolic, info_ids=(known, "REFDEDUP"), format_ids=("FC",), rows=len(rows))
    found = structural(calls, ProblemList("x.vcf"))
    assert found is not None
    made = found.findings
    changes: list[CopyNumberChange | Rearrangement | Fusion] = [*made.copy_number, *made.rearrangements]
    changes += made.fusions
    assert len(changes) + len(made.splice_variants) <= found.taken
    assert found.taken + found.refused <= len(rows)


def test_public_structural_files_give_as_many_changes_as_a_plain_reading() -> None:
    paths = sorted(
        path for path in CORPUS.rglob("*.vcf") if path.name in {"example-4.1-sv.vcf", "vcf43_spec_sv.vcf"}
    )
    if not paths:
        pytest.skip("the corpus of public files is not there (set MTB_SHARED to its folder)")
    for path in paths:
        problems = ProblemList(path.name)
        file = read_vcf(path, path.name, problems)
        refused = {one.line for one in problems.all() if one.severity is Severity.REFUSED_ROW}
        rows = [
            line.split("\t")
            for number, line in enumerate(path.read_text().splitlines(), 1)
            if line and not line.startswith("#") and number not in refused
        ]
        plain = [
            row for row in rows
            if row[6] in {"PASS", "."} and re.search(r"[<\[\]]", row[4]) and row[4] != "<NON_REF>"
        ]  # fmt: skip
        assert file.symbolic is not None and len(plain) >= 3, path.name
        assert file.symbolic.taken == len(plain), path.name
        ours = {(one.chrom, one.start) for one in file.structural().rearrangements}
        assert ours <= {(row[0], int(row[1])) for row in plain}
