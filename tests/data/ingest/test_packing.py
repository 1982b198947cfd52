"""How files are packed and encoded: what is read all the same, and what is refused by its name."""

import bz2
import gzip
import lzma
from pathlib import Path

import pytest

from domain.problems import Severity
from domain.readings import FileKind
from tests.data.ingest.samples import FIXTURES, of_severity, only, read_bytes

RESULTS = (FIXTURES / "cvo_dragen_2_1.tsv").read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(RESULTS, mtime=0),
        b"\xef\xbb\xbf" + RESULTS,
        RESULTS.replace(b"\n", b"\r\n"),
        RESULTS.replace(b"\n", b"\r"),
        RESULTS.decode().encode("utf-16"),
        RESULTS.decode().encode("utf-16-be"),
        RESULTS.replace(b"\n", b"\t\t\t\t\t\t\t\t\t\t\n"),
    ],
    ids=["gzip", "byte order mark", "crlf", "old mac", "utf-16", "utf-16 without mark", "ten tabs"],
)
def test_the_same_results_are_read_however_they_are_packed(tmp_path: Path, content: bytes) -> None:
    reading = read_bytes(tmp_path, content, "named.pdf")
    assert reading.samples[0].findings == only("cvo_dragen_2_1.tsv").findings
    assert reading.files[0].kind is FileKind.COMBINED_VARIANT_OUTPUT


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (bz2.compress(RESULTS), "a bzip2 archive"),
        (lzma.compress(RESULTS), "an xz archive"),
        (b"PK\x03\x04" + RESULTS, "a damaged workbook (File is not a zip file)"),
        (b"\x1f\x9d" + RESULTS, "a Unix compress (.Z) archive"),
        (b"BCF\x02\x02" + RESULTS, "a binary VCF (BCF)"),
        (gzip.compress(b"BCF\x02\x02", mtime=0), "a binary VCF (BCF)"),
        (gzip.compress(gzip.compress(RESULTS, mtime=0), mtime=0), "a gzip file inside a gzip file"),
        (b"", "an empty file"),
    ],
)
def test_what_is_not_taken_is_refused_by_its_name(tmp_path: Path, content: bytes, name: str) -> None:
    reading = read_bytes(tmp_path, content, "results.tsv")
    (problem,) = reading.problems
    assert (problem.severity, problem.seen, problem.file) == (Severity.REFUSED_FILE, name, "results.tsv")
    assert not reading.readable and not reading.samples


def test_windows_latin_text_is_read_and_noted(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, RESULTS.replace(b"SYN-B", b"SYN-\xd8"))
    assert reading.samples[0].pair_id == "SYN-\u00d8"
    assert any(one.seen == "Windows Latin text" for one in of_severity(reading, Severity.NOTE))


def test_a_file_of_another_kind_is_shown_and_not_taken(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, b"Gene\tScore\nTP53\t1\n")
    (problem,) = reading.problems
    assert (problem.severity, problem.seen) == (Severity.UNKNOWN, "Gene\tScore")
    assert reading.files[0].kind is FileKind.UNRECOGNISED and not reading.readable


def test_a_file_is_known_by_its_sha256_as_it_lies(tmp_path: Path) -> None:
    plain, packed = read_bytes(tmp_path, RESULTS), read_bytes(tmp_path, gzip.compress(RESULTS, mtime=0))
    assert plain.files[0].sha256 != packed.files[0].sha256
    assert plain.samples[0].content_sha256 == packed.samples[0].content_sha256


def test_every_fixture_is_explained() -> None:
    told = (FIXTURES / "README.md").read_text()
    assert [
        path.name for path in FIXTURES.iterdir() if f"`{path.name}`" not in told and path.name != "README.md"
    ] == []
