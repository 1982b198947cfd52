"""An MNV and its bases: counted once, whether a tag ties them or only a phase set."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ingest.calls_to_variants import PART_OF_MNV
from data.ingest.run_reading import read_files
from domain.findings import SmallVariant
from domain.phase import Copies, copies_of, phase_of

HEAD = (
    '##fileformat=VCFv4.2\n##contig=<ID=chr7,length=159138663>\n'
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="x">\n'
    '##FORMAT=<ID=AF,Number=A,Type=Float,Description="x">\n'
    '##FORMAT=<ID=PS,Number=1,Type=Integer,Description="x">\n'
    '##FORMAT=<ID=PID,Number=1,Type=String,Description="x">\n'
    '##FORMAT=<ID=PGT,Number=1,Type=String,Description="x">\n'
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1\n"
)  # fmt: skip


def row(position: int, ref: str, alt: str, phase: str, genotype: str = "0|1", passed: str = "PASS") -> str:
    keys, value = (
        ("GT:AF:PS", phase) if phase.isdigit() or phase == "." else ("GT:AF:PGT:PID", f"{genotype}:{phase}")
    )
    return f"chr7\t{position}\t.\t{ref}\t{alt}\t.\t{passed}\t.\t{keys}\t{genotype}:0.2:{value}\n"


def calls(folder: Path, *rows: str) -> dict[tuple[int, str, str], SmallVariant]:
    path = folder / "s"
    path.write_text(HEAD + "".join(rows))
    (sample,) = read_files({"s.vcf": path}).samples
    return {(one.pos, one.ref, one.alt): one for one in sample.findings.small_variants}


def parts(folder: Path, *rows: str) -> set[tuple[int, str, str]]:
    return {key for key, one in calls(folder, *rows).items() if PART_OF_MNV in one.tags}


BOTH = {(100, "A", "T"), (101, "C", "G")}


@pytest.mark.parametrize("phase", ["100", "100_A_T"])
def test_bases_in_phase_with_an_mnv_that_covers_them_are_parts_of_it(tmp_path: Path, phase: str) -> None:
    rows = (row(100, "A", "T", phase), row(100, "AC", "TG", phase), row(101, "C", "G", phase))
    assert parts(tmp_path, *rows) == BOTH


def test_an_mnv_without_a_phase_covers_bases_that_stand_in_one_phase_set(tmp_path: Path) -> None:
    rows = (row(100, "A", "T", "100"), row(100, "AC", "TG", "."), row(101, "C", "G", "100"))
    assert parts(tmp_path, *rows) == BOTH
    half = (row(100, "A", "T", "100"), row(100, "AC", "TG", "."), row(101, "C", "G", "7"))
    assert parts(tmp_path, *half) == set()


def test_a_base_between_the_changed_ones_is_none_of_the_mnv(tmp_path: Path) -> None:
    rows = (row(100, "ACG", "TCA", "100"), row(101, "C", "G", "100"), row(102, "G", "A", "100"))
    assert parts(tmp_path, *rows) == {(102, "G", "A")}


@pytest.mark.parametrize(
    "single",
    [
        row(101, "C", "T", "100"),
        row(101, "C", "G", "7"),
        row(101, "C", "G", "."),
        row(101, "C", "G", "100", "1|0"),
        row(102, "C", "G", "100"),
    ],
    ids=["other base", "other set", "no set", "other haplotype", "beside it"],
)
def test_what_is_not_in_phase_or_not_of_its_bases_is_counted(tmp_path: Path, single: str) -> None:
    assert parts(tmp_path, row(100, "AC", "TG", "100"), single) == set()


def test_a_filtered_mnv_leaves_its_bases_counted(tmp_path: Path) -> None:
    mnv = row(100, "AC", "TG", "100", passed="weak")
    assert parts(tmp_path, row(100, "A", "T", "100"), mnv, row(101, "C", "G", "100")) == set()


def test_phased_calls_without_an_mnv_stay_what_they_are_and_keep_their_phase(tmp_path: Path) -> None:
    found = calls(
        tmp_path, row(100, "A", "T", "100"), row(101, "C", "G", "100", "1|0"), row(9, "A", "T", ".")
    )
    assert [one.tags for one in found.values()] == [
        ("vaf:AF", "phase=PS:100:0|1"), ("vaf:AF", "phase=PS:100:1|0"), ("vaf:AF",),
    ]  # fmt: skip


def test_a_phase_set_without_a_haplotype_is_not_kept(tmp_path: Path) -> None:
    (one,) = calls(tmp_path, row(100, "A", "T", "100", "0/1")).values()
    assert one.tags == ("vaf:AF",)


def test_results_are_recognised_that_were_brought_in_before_their_phase_was_kept(tmp_path: Path) -> None:
    (tmp_path / "phased").write_text(HEAD + row(100, "A", "T", "100"))
    (tmp_path / "not").write_text(HEAD + row(100, "A", "T", "100", "0/1"))
    hashes = {read_files({"s.vcf": tmp_path / name}).samples[0].content_sha256 for name in ("phased", "not")}
    assert len(hashes) == 1


def test_the_phase_sets_of_two_files_of_a_sample_are_never_one(tmp_path: Path) -> None:
    for name, position in (("a", 100), ("b", 101)):
        (tmp_path / name).write_text(HEAD + row(position, "A", "T", "100"))
    (sample,) = read_files({"a.vcf": tmp_path / "a", "b.vcf": tmp_path / "b"}).samples
    one, other = (phase_of("7", call.tags) for call in sample.findings.small_variants)
    assert one is not None and other is not None
    assert copies_of(one, other) is Copies.NOT_TOLD


@settings(max_examples=30, deadline=None)
@given(st.text("ACGT", min_size=2, max_size=6), st.text("ACGT", min_size=2, max_size=6), st.booleans())
def test_of_each_mnv_every_changed_base_is_a_part_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, ref: str, alt: str, phased: bool
) -> None:
    size = min(len(ref), len(alt))
    ref, alt = ref[:size], alt[:size]
    if ref[0] == alt[0] or ref[-1] == alt[-1]:
        return
    phase = "100" if phased else "."
    single = [row(100 + at, a, b, phase) for at, (a, b) in enumerate(zip(ref, alt, strict=True)) if a != b]
    other = row(100, ref[0], next(base for base in "ACGT" if base not in {ref[0], alt[0]}), phase)
    found = parts(tmp_path_factory.mktemp("mnv"), row(100, ref, alt, phase), *single, other)
    expected = {(100 + at, a, b) for at, (a, b) in enumerate(zip(ref, alt, strict=True)) if a != b}
    assert found == (expected if phased else set())
