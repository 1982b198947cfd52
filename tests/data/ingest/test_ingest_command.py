"""The command that shows what a file holds."""

import json
from pathlib import Path

import pytest

from commands.ingest import main
from tests.data.ingest.samples import FIXTURES


def test_the_preview_tells_kind_sections_quality_and_problems(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("cvo_localapp_2_2.tsv", "metrics_localapp_2_2.tsv"):
        (tmp_path / name).write_bytes((FIXTURES / name).read_bytes())
    assert main([str(tmp_path)]) == 0
    text, errors = capsys.readouterr()
    assert "cvo_localapp_2_2.tsv: combined variant output, TruSight Oncology 500 ruo-2.2.0.12" in text
    assert "[Small Variants] read 5, taken 5, refused 0, without gene 1" in text
    assert "quality, msi: Failed: USABLE_MSI_SITES is 12, the limit is at least 40." in text
    assert "FOO-BAR-BAZ" in text and not errors


def test_json_gives_values_counts_and_problems(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", str(FIXTURES / "vcf_dragen_hard_filtered.vcf")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["files"][0]["kind"] == "vcf" and told["readable"] is True
    variant = told["samples"][0]["findings"]["small_variants"][0]
    assert variant["variant_key"] == "GRCh37:chr7:55249071:C:T" and variant["vaf"] == 0.03
    assert told["counts"][0]["taken"] == 6


@pytest.mark.parametrize("as_json", [[], ["--json"]])
@pytest.mark.parametrize(
    "content", [b"", b"hello\n", b"PK\x03\x04", b"\x00\x01\x02" * 50, b"##fileformat=VCFv4.2\n"]
)
def test_nothing_readable_ends_with_one_line_and_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, as_json: list[str]
) -> None:
    path = tmp_path / "file.bin"
    path.write_bytes(content)
    assert main([*as_json, str(path)]) == 2
    errors = capsys.readouterr().err
    assert errors.count("\n") == 1 and errors.startswith("file.bin was not read") and "expected" in errors


def test_an_empty_folder_and_a_missing_path_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 2
    assert main([str(tmp_path / "nowhere")]) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert "holds no files" in first and "could not be found" in second


def test_single_tests_are_printed_with_what_they_showed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(FIXTURES / "single_tests.csv")]) == 0
    out = capsys.readouterr().out
    assert "MMR: deficient (" in out and "0 small variants" not in out
