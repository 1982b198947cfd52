"""A reading comes back from the disk as it went, and nothing else does."""

import hashlib
import os
import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ingest import kept_readings
from data.ingest.kept_readings import TooLarge, is_kept, keep_reading, kept_reading
from domain.findings import CopyNumberCall
from domain.problems import Problem, Severity
from domain.readings import FileKind, FileRead, RawSection, RunReading, SectionCount
from tests.builders import reading

READING = RunReading(
    "RUN",
    (FileRead("x.tsv", "0" * 64, 12, FileKind.COMBINED_VARIANT_OUTPUT, "DRAGEN", "2.6"),),
    (reading("S-1"), reading("S-2", calls=3)),
    (SectionCount("x.tsv", "TMB", 3, 2, 1),),
    (Problem(Severity.REFUSED_ROW, "x.tsv", "TMB", 4, "seen", "expected"),),
    (RawSection("x.tsv", "New", ("a\tb",)),),
)


def test_a_reading_comes_back_as_it_went(tmp_path: Path) -> None:
    keep_reading(tmp_path / "a.reading", READING)
    found = kept_reading(tmp_path / "a.reading")
    assert found == READING
    assert found.samples[0].findings.copy_number[0].call is CopyNumberCall.GAIN
    assert is_kept(tmp_path / "a.reading")
    assert [p.name for p in tmp_path.iterdir()] == ["a.reading"]


def test_a_reading_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert kept_reading(tmp_path / "a.reading") is None
    assert not is_kept(tmp_path / "a.reading")


def test_a_reading_of_another_version_of_the_program_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_reading(tmp_path / "a.reading", READING)
    monkeypatch.setattr(kept_readings, "program", lambda: b"\1" * 32)
    assert kept_reading(tmp_path / "a.reading") is None
    assert not is_kept(tmp_path / "a.reading")


def test_more_values_than_are_kept_of_a_run_leave_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        keep_reading(tmp_path / "a.reading", READING, most=100)
    assert list(tmp_path.iterdir()) == []


@settings(deadline=None)
@given(st.data())
def test_a_reading_that_the_disk_changed_or_cut_is_not_opened(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "changed.reading"
    keep_reading(path, READING)
    body = bytearray(path.read_bytes())
    if data.draw(st.booleans()):
        place = data.draw(st.integers(0, len(body) - 1))
        body[place] ^= data.draw(st.integers(1, 255))
    else:
        del body[data.draw(st.integers(0, len(body) - 1)) :]
    path.write_bytes(body)
    assert kept_reading(path) is None


class _Harmful:
    """Runs a command when it is opened the usual way."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch {self.mark}",)


def test_no_code_comes_back_from_the_disk(tmp_path: Path) -> None:
    body = pickle.dumps(_Harmful(tmp_path / "mark"))
    head = b"mtb reading 1\n" + kept_readings.program() + hashlib.sha256(body).digest()
    (tmp_path / "a.reading").write_bytes(head + body)
    assert kept_reading(tmp_path / "a.reading") is None
    assert not (tmp_path / "mark").exists()
