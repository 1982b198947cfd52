"""What lies in incoming/ and what was uploaded."""

from pathlib import Path

import pytest

from data.ingest.arrivals import arrivals, discard_upload, read_arrival, stage_upload, uploads_of
from domain.refused import Refused


def drop(incoming: Path, *parts: str) -> Path:
    path = incoming.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("no file of a laboratory\n")
    return path


def test_an_upload_becomes_one_run_that_waits_for_its_user_alone(tmp_path: Path) -> None:
    name = stage_upload(tmp_path, "lars", "t1", {"a.tsv": b"x", "b.vcf": b"y"})
    assert [(a.name, a.files, a.uploaded) for a in arrivals(tmp_path, (uploads_of("lars"),))] == [
        (name, 2, True)
    ]
    assert arrivals(tmp_path, (uploads_of("bea"),)) == ()
    with pytest.raises(Refused):
        read_arrival(tmp_path, (uploads_of("bea"),), name)


def test_two_uploaded_files_of_the_same_name_are_both_kept(tmp_path: Path) -> None:
    name = stage_upload(tmp_path, "lars", "t1", {"x/a.tsv": b"1", "y/a.tsv": b"2"})
    assert sorted(p.read_bytes() for p in (tmp_path / name).iterdir()) == [b"1", b"2"]


@pytest.mark.parametrize("file", ["../../evil.tsv", "..\\evil.tsv", "/etc/evil.tsv"])
def test_an_uploaded_name_cannot_leave_its_folder(tmp_path: Path, file: str) -> None:
    name = stage_upload(tmp_path / "incoming", "lars", "t1", {file: b"x"})
    assert [p.name for p in (tmp_path / "incoming" / name).iterdir()] == ["evil.tsv"]
    assert [p.name for p in tmp_path.iterdir()] == ["incoming"]


def test_a_laboratory_is_shown_its_own_folder_and_no_other(tmp_path: Path) -> None:
    drop(tmp_path, "lab-a", "RUN1", "x.tsv")
    drop(tmp_path, "lab-b", "RUN2", "x.tsv")
    drop(tmp_path, "RUN3", "x.tsv")
    assert [a.name for a in arrivals(tmp_path, ("lab-a",))] == ["lab-a/RUN1"]
    assert {a.name for a in arrivals(tmp_path, ("", "lab-a"))} == {"lab-a/RUN1", "RUN3", "lab-b"}


def test_a_run_outside_the_folders_is_refused_with_one_sentence(tmp_path: Path) -> None:
    drop(tmp_path, "lab-b", "RUN2", "x.tsv")
    for name in ("lab-b/RUN2", "lab-a/../lab-b/RUN2", "gone", "../" + tmp_path.name):
        with pytest.raises(Refused, match="lies in the incoming folder"):
            read_arrival(tmp_path, ("lab-a", ""), name)


def test_a_link_is_neither_shown_nor_read(tmp_path: Path) -> None:
    outside = drop(tmp_path, "outside", "x.tsv").parent
    (tmp_path / "incoming").mkdir()
    (tmp_path / "incoming" / "RUN").symlink_to(outside)
    assert arrivals(tmp_path / "incoming", ("",)) == ()
    with pytest.raises(Refused):
        read_arrival(tmp_path / "incoming", ("",), "RUN")


def test_a_run_is_read_again_once_its_files_have_changed(tmp_path: Path) -> None:
    file = drop(tmp_path, "RUN", "x.tsv")
    first = read_arrival(tmp_path, ("",), "RUN")
    assert read_arrival(tmp_path, ("",), "RUN") is first
    file.write_text("something else, longer than before\n")
    assert read_arrival(tmp_path, ("",), "RUN") is not first


def test_only_an_upload_is_thrown_away(tmp_path: Path) -> None:
    name = stage_upload(tmp_path, "lars", "t1", {"a.tsv": b"x"})
    drop(tmp_path, "RUN", "x.tsv")
    for each in (name, "RUN", ".uploads/../RUN"):
        discard_upload(tmp_path, each)
    assert not (tmp_path / name).exists()
    assert (tmp_path / "RUN").exists()
