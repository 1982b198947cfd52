"""A cBioPortal study: steps of copy number, structural variants, and what is only listed."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ingest.copy_number_matrix import is_copy_number_matrix, step_of
from data.ingest.run_reading import read_files, read_path
from data.ingest.study_files import is_study_file
from domain.findings import Build, CopyNumberCall, CopyNumberChange
from domain.problems import Severity
from domain.readings import FileKind, RunReading
from tests.data.ingest.samples import FIXTURES, of_severity, read, read_bytes

WIDE, LONG = "study_cna_wide.txt", "study_cna_long.txt"
STRUCTURAL, MUTATIONS = "study_structural_variants.txt", "mutations_percent.maf"
META = b"cancer_study_identifier: syn\ngenetic_alteration_type: MUTATION_EXTENDED\ndatatype: MAF\n"


def changes(name: str, sample: str) -> list[tuple[str | None, CopyNumberCall]]:
    found = next(one for one in read(name).samples if one.sample_id == sample)
    return [(one.gene, one.call) for one in found.findings.copy_number]


def test_two_steps_up_are_a_gain_and_two_down_a_loss() -> None:
    gain, loss = CopyNumberCall.GAIN, CopyNumberCall.LOSS
    assert changes(WIDE, "SYN-M1") == [("ERBB2", gain), ("CDKN2A", loss), (None, loss)]
    assert changes(WIDE, "SYN-M2") == [("MYCL", gain)]
    assert changes(WIDE, "SYN-M4") == [("CDKN2A", loss)]


def test_each_change_says_its_step_and_the_gene_as_it_is_written() -> None:
    samples = {one.sample_id: one.findings.copy_number for one in read(WIDE).samples}
    assert samples["SYN-M1"][0].tags == ("value=2", "high_level_amplification")
    assert samples["SYN-M1"][2].tags == ("value=-2", "deep_deletion", "entrez=7157")
    assert samples["SYN-M2"][0].reported_gene == "MYCL1"
    assert samples["SYN-M4"][0].tags == ("value=-1.5", "deep_deletion")


def test_every_value_of_the_matrix_is_counted() -> None:
    reading = read(WIDE)
    (count,) = reading.counts
    neutral = sum(one.reference_rows for one in reading.samples)
    slight = sum(one.filtered_rows for one in reading.samples)
    unknown = 1
    assert (count.read, count.taken, count.refused, count.without_gene) == (21, 5, 7, 1)
    assert count.read == count.taken + count.refused + neutral + slight + unknown


def test_a_bad_value_costs_itself_and_a_bad_row_all_of_its_values() -> None:
    refused = [(one.line, one.seen) for one in of_severity(read(WIDE), Severity.REFUSED_ROW)]
    assert refused == [(6, "1,5"), (7, "1-Mar"), (8, "PTEN\t5728\t0\t0")]


def test_the_long_form_gives_the_same_classes() -> None:
    assert changes(LONG, "SYN-M1") == [("ERBB2", CopyNumberCall.GAIN)]
    assert changes(LONG, "SYN-M5") == [("PTEN", CopyNumberCall.LOSS)]
    assert "cbp_driver=Putative_Driver" in read(LONG).samples[0].findings.copy_number[0].tags
    assert [one.seen for one in of_severity(read(LONG), Severity.REFUSED_ROW)][-1] == "3"


def test_a_sample_without_a_change_was_looked_at() -> None:
    assert changes(LONG, "SYN-M6") == []
    assert changes(WIDE, "SYN-M4") != []


def test_a_sample_in_two_columns_refuses_the_matrix(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, b"Hugo_Symbol\tS1\tS1\nTP53\t2\t-2\n")
    assert [one.severity for one in reading.problems] == [Severity.REFUSED_FILE]
    assert reading.samples == ()


def test_ratios_and_expression_are_no_steps_and_that_is_told(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, b"Hugo_Symbol\tEntrez_Gene_Id\tS1\tS2\nTP53\t7157\t-0.550\t1.28\n")
    assert reading.files[0].kind is FileKind.ACCOMPANYING
    assert reading.samples == () and "log2" in reading.problems[0].seen


LOG2_META = (
    "cancer_study_identifier: syn\ngenetic_alteration_type: COPY_NUMBER_ALTERATION\ndatatype: LOG2-VALUE\n"
    "stable_id: log2CNA\ndata_filename: a_log2.txt\n"
)
LOG2 = (
    "Hugo_Symbol\tEntrez_Gene_Id\tSYN-M1\tSYN-M2\tSYN-M9\n"
    "ERBB2\t2064\t1.280\t0.01\t2.5\nMYCL1\t4610\tNA\t0.91\t-0.1\nTP53\t7157\t-0.55\tx\t0.2\n"
)


def with_ratios(folder: Path, *beside: str, meta: str = LOG2_META) -> RunReading:
    """``a_log2.txt`` stands before the matrix of steps, whose calls it is put beside."""
    (folder / "a_log2.txt").write_text(LOG2)
    (folder / "meta_log2.txt").write_text(meta)
    names = {name: folder / name for name in ("a_log2.txt", "meta_log2.txt")}
    return read_files({**names, **{name: FIXTURES / name for name in beside}})


def test_a_log2_ratio_stands_beside_the_call_of_its_gene_and_makes_none(tmp_path: Path) -> None:
    plain = read(WIDE)
    reading = with_ratios(tmp_path, WIDE)
    assert {one.name: one.kind for one in reading.files}["a_log2.txt"] is FileKind.COPY_NUMBER_MATRIX
    told = {one.sample_id: one.findings.copy_number for one in reading.samples}
    before = {one.sample_id: one.findings.copy_number for one in plain.samples}
    assert {name: [one.variant_key for one in found] for name, found in told.items()} == {
        name: [one.variant_key for one in found] for name, found in before.items()
    }
    assert told["SYN-M1"][0].tags == ("value=2", "high_level_amplification", "log2=1.280")
    assert told["SYN-M2"][0].tags[-1] == "log2=0.91"
    assert not any("log2" in tag for tag in told["SYN-M1"][1].tags)
    count = next(one for one in reading.counts if one.section == "log2 ratios")
    assert (count.read, count.taken, count.refused) == (9, 2, 1)
    (note,) = [one for one in reading.problems if one.section == "log2 ratios" and one.line == 0]
    assert "8 log2 ratios, which call neither" in note.seen
    assert "2 ratios were put beside such calls, 1 are blank or NA" in note.expected


def test_log2_ratios_alone_make_no_sample_and_that_is_told(tmp_path: Path) -> None:
    reading = with_ratios(tmp_path)
    assert reading.samples == ()
    assert any("log2 ratios, which call neither" in one.seen for one in reading.problems)


def test_numbers_that_no_description_calls_log2_ratios_are_not_taken_for_them(tmp_path: Path) -> None:
    reading = with_ratios(tmp_path, WIDE, meta=LOG2_META.replace("LOG2-VALUE", "Z-SCORE"))
    assert not any(
        "log2=" in tag for one in reading.samples for cnv in one.findings.copy_number for tag in cnv.tags
    )
    (note,) = [one for one in reading.problems if one.file == "a_log2.txt"]
    assert "log2 ratios, expression or methylation" in note.seen and "not read" in note.expected


@given(st.sampled_from(["-2", "-1.5", "-1", "0", "1", "2"]), st.sampled_from(["", ".0"]), st.booleans())
def test_a_step_is_known_in_each_writing(step: str, ending: str, signed: bool) -> None:
    written = step if step == "-1.5" else step + ending
    assert step_of(f"+{written}" if signed and not step.startswith("-") else written) == step
    assert step_of(written + "5") != step


def test_structural_variants_are_fusions_with_their_reads_and_places() -> None:
    first, second, third = read(STRUCTURAL).samples[0].findings.fusions
    assert (first.gene_pair, first.direction_known, first.molecule) == ("EML4-ALK", True, "rna")
    assert (first.breakpoint_1, first.breakpoint_2) == ("2:42522656", "2:29446394")
    assert (first.supporting_reads, "sv_status=SOMATIC" in first.tags) == (96, True)
    assert (second.gene_5, second.gene_3, second.molecule) == ("KIAA1549", "BRAF", "dna")
    assert (second.breakpoint_1, second.supporting_reads) == ("7:138536968", 22)
    assert (third.gene_pair, third.direction_known, third.supporting_reads) == ("EGFR;EGFR", False, None)
    assert {"intragenic", "dna_support", "rna_support", "sv_status=GERMLINE"} <= set(third.tags)


def test_a_site_without_a_gene_leaves_one_partner() -> None:
    (one,) = read(STRUCTURAL).samples[1].findings.fusions
    assert (one.gene_5, one.gene_3, one.gene_pair, one.breakpoint_2) == ("NTRK1", None, "NTRK1", None)


def test_structural_variants_of_another_build_or_without_a_sample_are_refused() -> None:
    reading = read(STRUCTURAL)
    (count,) = reading.counts
    assert (count.read, count.taken, count.refused) == (8, 4, 4)
    assert [one.line for one in of_severity(reading, Severity.REFUSED_ROW)] == [6, 7, 8, 9]
    assert {one.build for one in reading.samples} == {Build.GRCH37}


def test_the_files_of_a_study_are_joined_by_sample(tmp_path: Path) -> None:
    meta = tmp_path / "meta_mutations.txt"
    meta.write_bytes(META)
    paths = {name: FIXTURES / name for name in (MUTATIONS, WIDE, STRUCTURAL)}
    reading = read_files({**paths, meta.name: meta})
    assert [one.sample_id for one in reading.samples] == ["SYN-M1", "SYN-M2", "SYN-M4"]
    first = reading.samples[0].findings
    assert (len(first.small_variants), len(first.copy_number), len(first.fusions)) == (6, 3, 3)
    assert reading.samples[0].assay == "cBioPortal study"
    kinds = {one.name: one.kind for one in reading.files}
    assert kinds[meta.name] is FileKind.ACCOMPANYING


def test_the_same_gain_in_two_files_is_one_with_what_both_say() -> None:
    reading = read_files({WIDE: FIXTURES / WIDE, LONG: FIXTURES / LONG})
    erbb2: list[CopyNumberChange] = [
        one for one in reading.samples[0].findings.copy_number if one.gene == "ERBB2"
    ]
    assert len(erbb2) == 1 and "cbp_driver=Putative_Driver" in erbb2[0].tags


@pytest.mark.parametrize(
    "head",
    [
        "cancer_study_identifier: s\nname: A study\n",
        "stable_id: PANEL\ndescription: d\ngene_list: TP53\tATM\n",
        "SAMPLE_ID\tmutations\tgistic\nS1\tP1\tP1\n",
        "PATIENT_ID\tRESOURCE_ID\tURL\nP1\tNOTES\thttp://x\n",
        "ENTITY_STABLE_ID\tname\tS1\nx\ty\t1\n",
        "ID\tchrom\tloc.start\tloc.end\tnum.mark\tseg.mean\nS1\t1\t1\t2\t3\t-1.2\n",
        "brca-x\tBreast Invasive Carcinoma\tHotPink\tBreast\n",
        "#sample_type\tsample_ID\tsample_pair_ID\nDNA_tumor\tS\tS_P\n",
    ],
)
def test_what_lies_beside_the_results_of_a_study_is_known(head: str) -> None:
    assert is_study_file(head)


@pytest.mark.parametrize(
    "head",
    [
        "PATIENT_ID\tSAMPLE_ID\tSUBTYPE\nP1\tS1\tbasal\n",
        "SAMPLE_ID\tMUTATIONS\tCNA\tAGE\nS1\t3\t0\t61\n",
        "name: something\nvalue: else\n",
        "Hugo_Symbol\tEntrez_Gene_Id\tS1\nTP53\t7157\t-2\n",
        "Gene\tType\tColour\tClass\n",
        "",
    ],
)
def test_a_clinical_list_a_matrix_and_other_text_are_no_study_files(head: str) -> None:
    assert not is_study_file(head)
    assert is_copy_number_matrix(head) == head.startswith("Hugo")


SEEDS = [META, *((FIXTURES / name).read_bytes() for name in (WIDE, LONG, STRUCTURAL))]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 3_000), st.binary(min_size=1, max_size=3)), max_size=6),
    st.integers(0, 3_000),
)
def test_any_bytes_give_values_or_problems(
    tmp_path_factory: pytest.TempPathFactory, seed: bytes, spoilt: list[tuple[int, bytes]], cut: int
) -> None:
    content = bytearray(seed)
    for at, new in spoilt:
        content[at % len(content) : at % len(content) + len(new)] = new
    path = tmp_path_factory.mktemp("study") / "file"
    path.write_bytes(bytes(content[: max(cut, 1)]))
    reading = read_path(path)
    told = reading.samples or reading.problems or reading.counts
    assert told or reading.files[0].kind is FileKind.ACCOMPANYING
    for count in reading.counts:
        assert count.taken + count.refused <= count.read
