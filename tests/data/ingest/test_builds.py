"""The build of a variant file that does not say it: what the files around it agree on."""

from pathlib import Path

from data.ingest.run_reading import read_files
from domain.findings import Build
from domain.problems import Severity
from domain.readings import RunReading, SampleReading
from tests.data.ingest.samples import FIXTURES, of_severity

CHROM = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t"
KEYS = '##FORMAT=<ID=AF,Number=A,Type=Float,Description="x">\n'
LENGTH = {Build.GRCH37: 249250621, Build.GRCH38: 248956422}


def vcf(sample: str, build: Build = Build.UNKNOWN, position: int = 100) -> str:
    contig = f"##contig=<ID=chr1,length={LENGTH[build]}>\n" if build in LENGTH else ""
    row = f"chr1\t{position}\t.\tA\tT\t.\tPASS\t.\tAF\t0.2\n"
    return f"##fileformat=VCFv4.2\n{contig}{KEYS}{CHROM}{sample}\n{row}"


def brought(folder: Path, **texts: str) -> RunReading:
    paths = {}
    for name, text in texts.items():
        path = folder / name
        path.write_text(text)
        paths[f"{name}.vcf" if text.startswith("##") else name.replace("__", ".")] = path
    return read_files(paths)


def of(reading: RunReading, name: str) -> SampleReading:
    return next(one for one in reading.samples if one.sample_id == name)


def told(reading: RunReading) -> list[str]:
    return [
        f"{one.seen}; {one.expected}" for one in of_severity(reading, Severity.NOTE) if "contig" in one.seen
    ]


def test_a_file_of_the_same_sample_says_the_build(tmp_path: Path) -> None:
    (tmp_path / "S1.vcf").write_text(vcf("S1"))
    (tmp_path / "S1_TMB_Trace.tsv").write_bytes((FIXTURES / "tmb_trace_localapp.tsv").read_bytes())
    reading = read_files({one.name: one for one in sorted(tmp_path.iterdir())})
    (sample,) = reading.samples
    assert sample.build is Build.GRCH37
    assert {one.build for one in sample.findings.small_variants} == {Build.GRCH37}
    (note,) = told(reading)
    assert "GRCh37 was taken, as S1_TMB_Trace.tsv of this sample says" in note


def test_a_file_of_the_same_run_says_the_build(tmp_path: Path) -> None:
    reading = brought(tmp_path, a=vcf("S1"), b=vcf("S2", Build.GRCH38))
    sample = of(reading, "S1")
    assert sample.build is Build.GRCH38
    assert sample.findings.small_variants[0].variant_key == "GRCh38:chr1:100:A:T"
    assert "as b.vcf of the same run says" in told(reading)[0]


def test_files_of_a_run_that_do_not_agree_leave_the_build_unknown(tmp_path: Path) -> None:
    reading = brought(tmp_path, a=vcf("S1"), b=vcf("S2", Build.GRCH38), c=vcf("S3", Build.GRCH37))
    sample = of(reading, "S1")
    assert sample.build is Build.UNKNOWN
    assert sample.findings.small_variants[0].build is Build.UNKNOWN
    assert "GRCh38 in b.vcf and GRCh37 in c.vcf" in told(reading)[0]


def test_the_samples_own_files_count_before_those_of_the_run(tmp_path: Path) -> None:
    reading = brought(
        tmp_path, a=vcf("S1"), b=vcf("S1", Build.GRCH37, position=200), c=vcf("S2", Build.GRCH38)
    )
    assert of(reading, "S1").build is Build.GRCH37
    assert {one.build for one in of(reading, "S1").findings.small_variants} == {Build.GRCH37}


def test_nobody_says_the_build_and_it_stays_unknown(tmp_path: Path) -> None:
    reading = brought(tmp_path, a=vcf("S1"))
    assert reading.samples[0].build is Build.UNKNOWN
    assert told(reading)[0].endswith("lengths that tell GRCh37 from GRCh38")
