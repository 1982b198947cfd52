"""The files of one sample become one: who goes with whom, and what one list is made of several."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from data.ingest.joined import Joined, Read
from data.ingest.joining import join
from data.ingest.merged import Layer, merged
from data.ingest.parts import SamplePart, named_after, sample_by_name
from domain.findings import (
    AnnotationSource,
    Biomarker,
    BiomarkerName,
    BiomarkerState,
    Build,
    CopyNumberCall,
    CopyNumberChange,
    Findings,
    Fusion,
    Origin,
    SmallVariant,
)
from domain.problems import Severity
from domain.readings import FileKind

CALL = SmallVariant(
    chrom="chr7", pos=55_249_071, ref="C", alt="T", build=Build.UNKNOWN, gene=None, reported_gene=None,
    p_dot=None, c_dot=None, transcript=None, consequence=(), exon=None, vaf=0.03, vaf_text="0.03", depth=1001,
)  # fmt: skip
SAID = replace(
    CALL, chrom="7", gene="EGFR", reported_gene="EGFR", p_dot="p.T790M", consequence=("missense_variant",),
    vaf=None, vaf_text=None, depth=None, origin=Origin.SOMATIC, annotation_source=AnnotationSource.MAF,
    tags=("tmb_counted=True",),
)  # fmt: skip
TMB = Biomarker(BiomarkerName.TMB, BiomarkerState.VALUE, 7.8, "7.8", "mutations/Mb")


def part(file: str, kind: FileKind, *ids: str, **said: object) -> SamplePart:
    return replace(SamplePart(file, kind, frozenset(ids)), **said)  # type: ignore[arg-type]


def test_a_file_that_names_no_sample_goes_to_the_longest_name_its_own_name_begins_with() -> None:
    read = Read(
        parts=[
            part("a.maf", FileKind.MAF, "S1", findings=Findings(small_variants=(CALL,))),
            part("b.maf", FileKind.MAF, "S1-R", findings=Findings(small_variants=(CALL,))),
            part("S1-R_AllFusions.csv", FileKind.ALL_FUSIONS, findings=Findings(biomarkers=(TMB,))),
            part("S10.tmb.json", FileKind.TMB_RESULT, findings=Findings(biomarkers=(TMB,))),
        ]
    )
    found = {one.sample_id: len(one.findings.biomarkers) for one in join(read).samples}
    assert found == {"S1": 0, "S1-R": 1, "S10": 1}


def test_annotations_complete_a_call_and_never_become_one() -> None:
    elsewhere = replace(SAID, pos=1)
    read = Read(
        parts=[
            part("c", FileKind.MAF, "S1", findings=Findings(small_variants=(CALL,))),
            part("t", FileKind.TMB_TRACE, "S1", annotations=(SAID, elsewhere), build=Build.GRCH37),
        ]
    )
    (sample,) = join(read).samples
    (call,) = sample.findings.small_variants
    assert (call.gene, call.p_dot, call.origin) == ("EGFR", "p.T790M", Origin.SOMATIC)
    assert (call.vaf_text, call.depth, call.tags) == ("0.03", 1001, ("tmb_counted=True",))
    assert call.annotation_source is AnnotationSource.MAF


def test_annotations_without_calls_make_no_sample_and_say_what_is_missing() -> None:
    joined = join(Read(parts=[part("t", FileKind.TMB_TRACE, "S1", annotations=(SAID,))]))
    assert joined.samples == []
    assert [one.expected for one in joined.problems] == [
        "the CombinedVariantOutput or the variant file of this sample beside it"
    ]


def test_another_gene_at_the_same_alleles_is_told_and_the_first_is_kept() -> None:
    other = replace(SAID, gene="EGFR-AS1", reported_gene="EGFR-AS1")
    read = Read(
        parts=[
            part("c", FileKind.NIRVANA, "S1", findings=Findings(small_variants=(SAID,))),
            part("m", FileKind.MAF, "S1", findings=Findings(small_variants=(other,))),
        ]
    )
    joined = join(read)
    assert [one.gene for one in joined.samples[0].findings.small_variants] == ["EGFR"]
    assert any("EGFR and EGFR-AS1" in one.seen for one in joined.problems)


def test_positions_on_another_build_are_refused_whole() -> None:
    first = replace(CALL, build=Build.GRCH37)
    other = replace(SAID, build=Build.GRCH38)
    read = Read(
        parts=[
            part("c", FileKind.NIRVANA, "S1", findings=Findings(small_variants=(first,)), build=Build.GRCH37),
            part("m", FileKind.MAF, "S1", findings=Findings(small_variants=(other,)), build=Build.GRCH38),
        ]
    )
    joined = join(read)
    assert [one.gene for one in joined.samples[0].findings.small_variants] == [None]
    assert [one.severity for one in joined.problems] == [Severity.REFUSED_FILE]


def test_a_fusion_of_two_files_is_one_and_one_that_only_the_second_has_says_so() -> None:
    reported = Fusion("CD74-ROS1;GOPC", "CD74", "ROS1", True, "chr5:1", "chr6:2", 96)
    all_of_them = (
        replace(reported, breakpoint_1="chr6:2", breakpoint_2="chr5:1", reference_reads_1=2, tags=("a",)),
        Fusion("A-B", "A", "B", True, "chr1:1", "chr2:2", 5),
    )
    found = merged(
        [
            Layer("cvo", FileKind.COMBINED_VARIANT_OUTPUT, Findings(fusions=(reported,))),
            Layer("all", FileKind.ALL_FUSIONS, Findings(fusions=all_of_them)),
        ],
        Joined(),
    )
    assert [(one.gene_pair, one.reference_reads_1, one.tags) for one in found.fusions] == [
        ("CD74-ROS1;GOPC", 2, ("a",)),
        ("A-B", None, ("only_in=all_fusions",)),
    ]


def test_rows_of_one_file_are_never_merged_with_each_other() -> None:
    twice = CopyNumberChange("ERBB2", "ERBB2", CopyNumberCall.GAIN, 2.1, "2.1", None)
    layer = Layer("cnv", FileKind.VCF, Findings(copy_number=(twice, replace(twice, fold_change_text="2.2"))))
    assert len(merged([layer], Joined()).copy_number) == 2


def test_a_value_written_with_more_decimals_agrees_and_another_value_is_told() -> None:
    fine, other = replace(TMB, value_text="7.843137"), replace(TMB, value_text="8.6")
    joined = Joined()
    layers = [
        Layer(name, FileKind.TMB_RESULT, Findings(biomarkers=(value,)))
        for name, value in (("cvo", TMB), ("json", fine), ("metrics", other))
    ]
    assert merged(layers, joined).biomarkers == (TMB,)
    assert [(one.file, one.seen) for one in joined.problems] == [("metrics", "tmb 8.6")]


@given(st.lists(st.sampled_from(["ERBB2", "MYC", "EGFR", "CDK4"]), unique=True), st.data())
def test_what_a_second_file_repeats_changes_nothing(genes: list[str], data: st.DataObject) -> None:
    rows = tuple(CopyNumberChange(one, one, CopyNumberCall.GAIN, 2.0, "2.0", None) for one in genes)
    repeated = tuple(data.draw(st.permutations(rows)))
    layers = [
        Layer("a", FileKind.COMBINED_VARIANT_OUTPUT, Findings(copy_number=rows)),
        Layer("b", FileKind.VCF, Findings(copy_number=repeated)),
    ]
    assert merged(layers, Joined()).copy_number == rows


def test_a_name_ends_where_a_letter_or_digit_does_not_go_on() -> None:
    assert named_after("run/S1_TMB_Trace.tsv", frozenset({"S1"}))
    assert not named_after("S10.tmb.trace.tsv", frozenset({"S1"}))
    assert sample_by_name("x/S1-DNA.hard-filtered.vcf.gz") == "S1-DNA"
    assert sample_by_name("S1_SmallVariants_Annotated.json.gz") == "S1"
    assert sample_by_name(".json") == ".json"
