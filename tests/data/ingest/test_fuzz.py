"""Spoilt files through every reader: nothing crashes, hangs or is half written.

``MTB_FUZZ=20000`` reads as many texts, and a fortieth as many variant files; see ``benchmarks/fuzz.py``.
"""

import os
from pathlib import Path
from random import Random

import pytest

from benchmarks import fuzz
from data.ingest.file_kinds import READERS
from data.ingest.opening import open_file
from data.ingest.run_reading import read_files, recognise
from data.ingest.vcf_process import READING_PROCESS
from domain.readings import FileKind
from tests.data.ingest.samples import FIXTURES, read_bytes

TEXTS = int(os.environ.get("MTB_FUZZ", "600"))
VARIANT_FILES = max(80, TEXTS // 40)

pytestmark = pytest.mark.slow


def test_spoilt_texts_give_values_or_problems() -> None:
    texts, _ = fuzz.kinds()
    found = fuzz.run(texts, TEXTS)
    assert found.all == [], "\n".join(found.all[:5])
    assert found.inputs == TEXTS


def test_spoilt_variant_files_go_through_one_reading_process() -> None:
    _, variant = fuzz.kinds()
    read_files({"warm-up": FIXTURES / "vcf_grch38.vcf"})
    before = READING_PROCESS.starts
    found = fuzz.run(variant, VARIANT_FILES)
    assert found.all == [], "\n".join(found.all[:5])
    assert READING_PROCESS.starts == before


def test_every_reader_has_a_fixture_to_be_spoilt() -> None:
    kinds = {recognise(open_file(FIXTURES / name)) for name in fuzz.seeds()}
    told_only = {FileKind.ACCOMPANYING}
    wanted = {reader.kind for reader in READERS} - told_only | {
        FileKind.COMBINED_VARIANT_OUTPUT,
        FileKind.METRICS_OUTPUT,
        FileKind.VCF,
        FileKind.CLINICAL_LIST,
    }
    assert wanted <= kinds, wanted - kinds


@pytest.mark.parametrize("name", sorted(fuzz.SPOILERS))
def test_every_way_to_spoil_changes_a_file_and_is_repeated_by_its_number(name: str) -> None:
    content = (FIXTURES / "cvo_dragen_2_1.tsv").read_bytes()
    made = [fuzz.SPOILERS[name](Random(number), content) for number in range(20)]
    assert any(one != content for one in made)
    assert made == [fuzz.SPOILERS[name](Random(number), content) for number in range(20)]


def test_the_harness_sees_what_it_looks_for(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, (FIXTURES / "cvo_dragen_2_1.tsv").read_bytes())
    assert fuzz.wrong_with(reading) is None
    assert reading.samples
    object.__setattr__(reading.samples[0], "assay", "TSO\ud800")
    assert "cannot be stored" in (fuzz.wrong_with(reading) or "")
    object.__setattr__(reading.samples[0], "assay", "TSO\x00")
    assert "NUL" in (fuzz.wrong_with(reading) or "")
    object.__setattr__(reading.counts[0], "taken", 10**6)
    assert "more rows than it read" in (fuzz.wrong_with(reading) or "")
