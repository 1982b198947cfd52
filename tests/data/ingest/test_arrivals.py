"""What lies in incoming/: runs are seen within their roots, and nothing outside is looked at."""

import os
from pathlib import Path

import pytest

from data.ingest import arrivals, limits
from data.ingest.arrivals import Arrival, arrival, is_temporary, names_in, roots, shown


def drop(incoming: Path, *parts: str, text: str = "no file of a laboratory\n") -> Path:
    path = incoming.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def seen(incoming: Path, root: str, last: str) -> Arrival:
    found = arrival(incoming, root, last)
    assert found is not None
    return found


def test_a_run_folder_is_counted_with_all_that_lies_in_it(tmp_path: Path) -> None:
    drop(tmp_path, "lab-a", "RUN", "x.tsv", text="abc")
    drop(tmp_path, "lab-a", "RUN", "deep", "y.vcf", text="de")
    found = seen(tmp_path, "lab-a", "RUN")
    assert (found.name, found.root, found.files, found.size) == ("lab-a/RUN", "lab-a", 2, 5)
    assert not found.uploaded and not found.copying and not found.unnameable


def test_an_empty_folder_is_no_run(tmp_path: Path) -> None:
    (tmp_path / "lab-a" / "RUN").mkdir(parents=True)
    assert arrival(tmp_path, "lab-a", "RUN") is None


def test_the_roots_are_incoming_itself_the_laboratories_and_each_users_uploads(tmp_path: Path) -> None:
    drop(tmp_path, ".uploads", "lars", "t1", "x.tsv")
    found = roots(tmp_path, ["lab-b", "lab-a", "../lab-c", ".hidden"])
    assert found == ("", "lab-a", "lab-b", ".uploads/lars")


def test_a_laboratorys_folder_is_no_run_of_incoming_itself(tmp_path: Path) -> None:
    drop(tmp_path, "lab-a", "RUN1", "x.tsv")
    drop(tmp_path, "RUN2", "x.tsv")
    assert names_in(tmp_path, "", ("", "lab-a")) == (("RUN2",), 0)
    assert names_in(tmp_path, "lab-a", ("", "lab-a")) == (("RUN1",), 0)


@pytest.mark.parametrize(
    "name",
    ["x.vcf.part", "x.vcf.filepart", "x.vcf~", ".x.vcf.Ab12Cd", "~$list.xlsx", "X.VCF.PARTIAL", ".DS_Store"],
)
def test_names_of_copies_and_editors_are_temporary(name: str) -> None:
    assert is_temporary(name)


@pytest.mark.parametrize("name", ["x.vcf", "part.tsv", "P-1~2.tsv", "tmp", "x.template"])
def test_names_of_results_are_not_temporary(name: str) -> None:
    assert not is_temporary(name)


@pytest.mark.parametrize("name", ["x.vcf.part", ".x.vcf.Ab12Cd"])
def test_a_copy_under_a_temporary_name_tells_that_the_run_still_arrives(tmp_path: Path, name: str) -> None:
    drop(tmp_path, "RUN", "x.tsv")
    temporary = drop(tmp_path, "RUN", name)
    found = seen(tmp_path, "", "RUN")
    assert found.copying
    assert found.files == 1
    temporary.unlink()
    assert not seen(tmp_path, "", "RUN").copying


def test_other_hidden_files_say_nothing_of_a_copy(tmp_path: Path) -> None:
    drop(tmp_path, "RUN", "x.tsv")
    before = seen(tmp_path, "", "RUN")
    drop(tmp_path, "RUN", ".DS_Store")
    found = seen(tmp_path, "", "RUN")
    assert not found.copying
    assert found.fingerprint == before.fingerprint


def test_a_copy_that_nobody_went_on_with_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(tmp_path, "RUN", "x.tsv")
    drop(tmp_path, "RUN", "x.vcf.part")
    monkeypatch.setattr(limits, "ABANDONED_SECONDS", -1.0)
    found = seen(tmp_path, "", "RUN")
    assert not found.copying
    assert found.temporaries


def test_a_file_that_grows_or_is_renamed_is_another_fingerprint(tmp_path: Path) -> None:
    file = drop(tmp_path, "RUN", "x.tsv")
    first = seen(tmp_path, "", "RUN").fingerprint
    assert seen(tmp_path, "", "RUN").fingerprint == first
    with file.open("a") as more:
        more.write("more\n")
    second = seen(tmp_path, "", "RUN").fingerprint
    file.rename(file.with_name("y.tsv"))
    third = seen(tmp_path, "", "RUN").fingerprint
    assert len({first, second, third}) == 3


def test_the_same_files_under_another_name_are_another_fingerprint(tmp_path: Path) -> None:
    for name in ("RUN1", "RUN2"):
        os.utime(drop(tmp_path, name, "x.tsv"), (1e9, 1e9))
    assert seen(tmp_path, "", "RUN1").fingerprint != seen(tmp_path, "", "RUN2").fingerprint


def test_what_was_exchanged_and_put_back_is_told_by_the_witness(tmp_path: Path) -> None:
    file = drop(tmp_path, "RUN", "x.tsv")
    os.utime(file, (1e9, 1e9))
    before = seen(tmp_path, "", "RUN")
    aside = file.with_name("y.tsv")
    file.rename(aside)
    file.symlink_to("/etc/hostname")
    file.unlink()
    aside.rename(file)
    after = seen(tmp_path, "", "RUN")
    assert after.fingerprint == before.fingerprint
    assert after.witness != before.witness


def test_a_link_is_neither_a_run_nor_followed_in_one(tmp_path: Path) -> None:
    outside = drop(tmp_path, "outside", "secret.tsv", text="x" * 1000).parent
    incoming = tmp_path / "incoming"
    drop(incoming, "RUN", "x.tsv", text="abc")
    (incoming / "LINKED").symlink_to(outside)
    (incoming / "linked.tsv").symlink_to(outside / "secret.tsv")
    (incoming / "RUN" / "linked.tsv").symlink_to(outside / "secret.tsv")
    (incoming / "RUN" / "linked").symlink_to(outside)
    assert names_in(incoming, "", ()) == (("RUN",), 0)
    assert arrival(incoming, "", "LINKED") is None
    assert arrival(incoming, "", "linked.tsv") is None
    assert (seen(incoming, "", "RUN").files, seen(incoming, "", "RUN").size) == (1, 3)


def test_a_laboratorys_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    drop(tmp_path, "outside", "RUN", "x.tsv")
    (tmp_path / "incoming").mkdir()
    (tmp_path / "incoming" / "lab-a").symlink_to(tmp_path / "outside")
    assert names_in(tmp_path / "incoming", "lab-a") == ((), 0)
    assert arrival(tmp_path / "incoming", "lab-a", "RUN") is None


@pytest.mark.parametrize("root", ["..", "lab-a/..", "lab-a/../../outside", "/etc"])
def test_no_root_leads_out_of_incoming(tmp_path: Path, root: str) -> None:
    drop(tmp_path, "incoming", "lab-a", "RUN", "x.tsv")
    drop(tmp_path, "outside", "RUN", "x.tsv")
    assert names_in(tmp_path / "incoming", root) == ((), 0)
    assert arrival(tmp_path / "incoming", root, "RUN") is None


def test_a_pipe_is_no_file_of_a_run(tmp_path: Path) -> None:
    drop(tmp_path, "RUN", "x.tsv")
    os.mkfifo(tmp_path / "RUN" / "pipe.vcf")
    assert seen(tmp_path, "", "RUN").files == 1


def test_a_folder_of_more_files_than_are_looked_at_is_walked_no_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        drop(tmp_path, "RUN", f"{number:02}.tsv")
    monkeypatch.setattr(limits, "MAX_FILES", 10)
    assert seen(tmp_path, "", "RUN").files == 10


def test_folders_within_each_other_are_walked_to_a_depth(tmp_path: Path) -> None:
    drop(tmp_path, "RUN", "x.tsv")
    drop(tmp_path, "RUN", *["deep"] * (limits.MAX_FOLDER_DEPTH + 2), "y.tsv")
    assert seen(tmp_path, "", "RUN").files == 1


def test_of_too_many_runs_the_newest_are_watched_and_the_others_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        os.utime(drop(tmp_path, f"{number}.tsv"), (1e9 + number, 1e9 + number))
    monkeypatch.setattr(limits, "MAX_WATCHED", 2)
    assert names_in(tmp_path, "", ()) == (("4.tsv", "3.tsv"), 3)


def test_a_name_that_is_no_text_is_told_and_shown_as_a_mark(tmp_path: Path) -> None:
    name = os.fsdecode(b"x\xff.tsv")
    drop(tmp_path, "RUN", name)
    assert seen(tmp_path, "", "RUN").unnameable
    assert shown(name) == "x\N{REPLACEMENT CHARACTER}.tsv"
    assert shown("a\N{RIGHT-TO-LEFT OVERRIDE}b\nc") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c"


def test_nothing_of_a_runs_name_is_in_its_id() -> None:
    assert "P-001" not in arrivals.job_id_of("lab-a/P-001")
    assert arrivals.job_id_of("lab-a/P-001") != arrivals.job_id_of("lab-b/P-001")
