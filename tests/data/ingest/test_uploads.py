"""What is uploaded with the browser lies in its user's corner, whole or not at all."""

import io
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from data.ingest.uploads import discard_upload, files_of_upload, is_upload, stage_upload, uploads_of
from domain.refused import Refused


def test_an_upload_lies_in_its_users_own_corner(tmp_path: Path) -> None:
    name = stage_upload(tmp_path, "lars", "t1", [("a.tsv", io.BytesIO(b"x")), ("b.vcf", io.BytesIO(b"yz"))])
    assert name == f"{uploads_of('lars')}/t1"
    assert is_upload(name)
    assert files_of_upload(tmp_path, "lars", "t1") == (("a.tsv", 1), ("b.vcf", 2))
    assert files_of_upload(tmp_path, "bea", "t1") == ()


def test_what_is_uploaded_later_is_added_to_the_same_upload(tmp_path: Path) -> None:
    stage_upload(tmp_path, "lars", "t1", [("a.tsv", io.BytesIO(b"x"))])
    name = stage_upload(tmp_path, "lars", "t1", [("b.vcf", io.BytesIO(b"yz"))])
    assert {p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} == {"a.tsv": b"x", "b.vcf": b"yz"}
    assert [p.name for p in (tmp_path / name).parent.iterdir()] == ["t1"]


def test_two_uploaded_files_of_the_same_name_are_both_kept(tmp_path: Path) -> None:
    files = [("x/a.tsv", io.BytesIO(b"1")), ("a.tsv", io.BytesIO(b"2"))]
    name = stage_upload(tmp_path, "lars", "t1", files)
    assert sorted(p.read_bytes() for p in (tmp_path / name).iterdir()) == [b"1", b"2"]


@pytest.mark.parametrize(
    "file", ["../../evil.tsv", "..\\evil.tsv", "/etc/evil.tsv", "\0evil.tsv", "..evil.tsv"]
)
def test_an_uploaded_name_cannot_leave_its_folder(tmp_path: Path, file: str) -> None:
    name = stage_upload(tmp_path / "incoming", "lars", "t1", [(file, io.BytesIO(b"x"))])
    assert [p.name for p in (tmp_path / "incoming" / name).iterdir()] == ["evil.tsv"]
    assert [p.name for p in tmp_path.iterdir()] == ["incoming"]


@pytest.mark.parametrize("file", ["é" * 300 + ".tsv", "x" * 400 + ".tsv", "...", ""])
def test_a_name_that_the_disk_does_not_take_is_made_to_fit(tmp_path: Path, file: str) -> None:
    name = stage_upload(tmp_path, "lars", "t1", [(file, io.BytesIO(b"x"))])
    (kept,) = (tmp_path / name).iterdir()
    assert kept.read_bytes() == b"x"
    assert kept.suffix == ".tsv" or kept.name == "file"


def test_an_upload_that_was_read_to_its_end_before_is_kept_whole(tmp_path: Path) -> None:
    body = io.BytesIO(b"whole")
    body.read()
    name = stage_upload(tmp_path, "lars", "t1", [("a.tsv", body)])
    assert (tmp_path / name / "a.tsv").read_bytes() == b"whole"


def test_a_full_disk_is_told_in_one_sentence_and_keeps_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage_upload(tmp_path, "lars", "t1", [("a.tsv", io.BytesIO(b"x"))])
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10, 10, 0))
    with pytest.raises(Refused, match="disk is full, so nothing of this upload was kept"):
        stage_upload(tmp_path, "lars", "t1", [("b.tsv", io.BytesIO(b"y"))])
    corner = tmp_path / uploads_of("lars")
    assert [p.relative_to(corner).as_posix() for p in sorted(corner.rglob("*"))] == ["t1", "t1/a.tsv"]


def test_an_upload_whose_renaming_was_cut_by_a_crash_is_found_again(tmp_path: Path) -> None:
    name = stage_upload(tmp_path, "lars", "t1", [("a.tsv", io.BytesIO(b"x"))])
    folder = tmp_path / name
    folder.rename(folder.with_name(".t1.before"))
    stage_upload(tmp_path, "lars", "t1", [("b.tsv", io.BytesIO(b"y"))])
    assert sorted(p.name for p in folder.iterdir()) == ["a.tsv", "b.tsv"]


def test_only_an_upload_is_thrown_away(tmp_path: Path) -> None:
    name = stage_upload(tmp_path, "lars", "t1", [("a.tsv", io.BytesIO(b"x"))])
    (tmp_path / "RUN").mkdir()
    for each in (name, "RUN", ".uploads/../RUN"):
        discard_upload(tmp_path, each)
    assert not (tmp_path / name).exists()
    assert (tmp_path / "RUN").exists()
