"""Index files beside a variant file are known, and nobody needs them."""

import gzip
import shutil
from pathlib import Path

import pytest

from commands.ingest import as_json
from data.ingest.run_reading import read_path
from domain.readings import FileKind
from tests.data.ingest.samples import FIXTURES

VCF = "vcf_dragen_hard_filtered.vcf"


@pytest.mark.parametrize("head", [b"TBI\x01", b"CSI\x01"])
@pytest.mark.parametrize("packed", [True, False])
def test_an_index_beside_a_variant_file_is_listed_as_not_needed_and_is_no_problem(
    tmp_path: Path, head: bytes, packed: bool
) -> None:
    shutil.copy(FIXTURES / VCF, tmp_path / "a.vcf")
    alone = read_path(tmp_path)
    index = head + bytes(60)
    (tmp_path / "a.vcf.tbi").write_bytes(gzip.compress(index) if packed else index)
    told = read_path(tmp_path)
    kinds = {file["name"]: file["kind"] for file in as_json(told)["files"]}
    assert kinds == {"a.vcf": FileKind.VCF, "a.vcf.tbi": FileKind.ACCOMPANYING}
    assert told.problems == alone.problems
    assert told.samples == alone.samples


def test_an_index_alone_is_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "a.vcf.tbi").write_bytes(gzip.compress(b"TBI\x01" + bytes(60)))
    assert not read_path(tmp_path).readable


def test_a_damaged_gzip_file_is_no_index(tmp_path: Path) -> None:
    (tmp_path / "a.vcf.gz").write_bytes(gzip.compress(b"TBI\x01" + bytes(60))[:12])
    told = read_path(tmp_path)
    assert [file.kind for file in told.files] == [FileKind.UNRECOGNISED]
    assert len(told.problems) == 1
