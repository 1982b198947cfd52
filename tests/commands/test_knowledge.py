"""``python -m commands.knowledge``: a release is reported line by line, recorded, and fetched when asked."""

import hashlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from commands import knowledge, knowledge_refresh
from data import inbox
from data.ingest import limits
from data.ingest.knowledge.reading import read_release
from data.read.releases import release, sources
from data.record import PROJECTIONS
from data.store import open_store
from domain.knowledge.evidence import Source
from domain.refused import Refused
from tests.builders import actor, new_store
from tests.data.ingest.samples import FIXTURES
from tests.sources import ROOT

EVIDENCE = FIXTURES / "civic_evidence.tsv"


def test_the_report_says_what_became_of_every_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert knowledge.main(["load", str(EVIDENCE)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("CIViC 2026-03-09 (civic, released 09 Mar 2026), licence: CC0 1.0\n")
    assert "18 rows: 12 items, 6 not taken; 0 of 18 rows without a line\n" in told
    assert "  line 19: it has 7 of 25 cells: the row was cut or moved" in told
    assert "MGMT Promoter Methylation" in told
    assert "Von Hippel-Lindau Disease" in told
    assert "(no disease named)" in told


def test_items_that_one_row_gave_are_told_beside_the_rows_they_came_from(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert knowledge.main(["load", str(FIXTURES / "oncokb_annotated.maf")]) == 0
    told = capsys.readouterr().out
    assert "10 rows: 7 items from 5 rows, 5 not taken; " in told
    assert "  line 13: it names no gene\n" in told
    assert "\n1 problem of the file\n" in told


def test_the_report_for_programs_holds_the_same_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert knowledge.main(["load", str(EVIDENCE), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["items"], told["without_a_line"]) == (18, 12, 0)
    assert len(told["not_taken"]) == 6
    assert {one["line"] for one in told["left_over"] if not one["kept"]} == {13, 14, 15, 16, 17, 19}


@pytest.mark.parametrize("body", [b"", b"no table at all\n", b"\x00\x01", b"PK\x03\x04"])
def test_a_file_that_cannot_be_read_gives_one_line_and_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], body: bytes
) -> None:
    path = tmp_path / "wrong.tsv"
    path.write_bytes(body)
    assert knowledge.main(["load", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("wrong.tsv was not read: ")
    assert err.count("\n") == 1


def test_a_file_that_is_not_there_gives_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert knowledge.main(["load", str(tmp_path / "none.tsv")]) == 2
    assert "cannot be opened (No such file or directory)" in capsys.readouterr().err
    assert knowledge.main(["load", str(tmp_path)]) == 2


@pytest.mark.store
def test_a_release_is_recorded_by_who_may_and_only_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    new_store(tmp_path).close()
    monkeypatch.setenv("MTB_HOME", str(tmp_path))
    asked = ["load", str(EVIDENCE), "--record"]
    assert knowledge.main(asked) == 2
    assert "name the user with --as" in capsys.readouterr().err
    assert knowledge.main([*asked, "--as", "nobody-here"]) == 2
    assert "There is no user nobody-here" in capsys.readouterr().err
    assert knowledge.main([*asked, "--as", "chair"]) == 2
    assert "nothing was recorded" in capsys.readouterr().err.lower()
    assert knowledge.main([*asked, "--as", "administrator"]) == 0
    assert "The release was recorded" in capsys.readouterr().err
    assert knowledge.main([*asked, "--as", "administrator"]) == 2
    assert "loaded before" in capsys.readouterr().err


@pytest.mark.store
def test_while_the_app_holds_the_store_it_records_the_release_by_itself_and_asks_for_the_users_rights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_store(tmp_path).close()
    monkeypatch.setenv("MTB_HOME", str(tmp_path))
    store = open_store(tmp_path, PROJECTIONS)
    told = {}
    try:
        for user in ("chair", "administrator"):
            asked = ["load", str(EVIDENCE), "--record", "--as", user]
            command = subprocess.Popen(
                [sys.executable, "-m", "commands.knowledge", *asked],
                cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            )  # fmt: skip
            while command.poll() is None:
                inbox.record_waiting(store)
                time.sleep(0.05)
            told[user] = (command.returncode, command.stderr.read() if command.stderr else "")
        events = [one for one in store.journal.events() if one.verb == "knowledge_release_loaded"]
        (loaded,) = [one for one in sources(store, actor("chair")) if one.source is Source.CIVIC]
        kept = release(store, actor("chair"), loaded.releases[0].release_id)
    finally:
        store.close()
    assert told["chair"] == (2, "A chair may not do this; nothing was recorded.\n")
    assert told["administrator"][0] == 0
    assert "The release was recorded" in told["administrator"][1]
    assert [one.actor_id for one in events] == ["administrator"]
    read = read_release(EVIDENCE, EVIDENCE.name).release
    assert kept is not None and read is not None and kept.items == read.items
    assert not list((tmp_path / "inbox").glob("*-*"))


@dataclass(slots=True)
class Site:
    """What the server of a test answers: status, headers and body by path."""

    port: int = 0
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def give(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        self.answers[path] = (status, {one.replace("_", "-"): said for one, said in headers.items()}, body)
        return self.url(path)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            status, headers, body = made.answers[self.path]
            self.send_response(status)
            for name, said in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, said)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the output of the tests quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_release_is_fetched_verified_kept_and_told(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    body = EVIDENCE.read_bytes()
    url = site.give("/nightly.tsv", body)
    folder = tmp_path / "new" / "folder"
    assert knowledge.main(["refresh", "--to", str(folder), "--url", url]) == 0
    told = capsys.readouterr().out
    kept = folder / "civic_2026-03-09.tsv"
    assert kept.read_bytes() == body
    assert f"{len(body):,} bytes, SHA-256 {hashlib.sha256(body).hexdigest()}, 18 rows" in told
    assert f"Kept as {kept}" in told
    assert [one.name for one in folder.iterdir()] == [kept.name]


def test_the_same_file_again_is_told_and_another_of_that_day_replaces_nothing(
    tmp_path: Path, site: Site
) -> None:
    url = site.give("/nightly.tsv", EVIDENCE.read_bytes())
    first = knowledge_refresh.fetch(url, tmp_path)
    again = knowledge_refresh.fetch(url, tmp_path)
    assert (first.already, again.already, again.path) == (False, True, first.path)
    site.give("/nightly.tsv", EVIDENCE.read_bytes().replace(b"Doe et al.", b"Roe et al."))
    other = knowledge_refresh.fetch(url, tmp_path)
    assert other.path != first.path
    assert first.path.read_bytes() == EVIDENCE.read_bytes()


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (b"<html><body>Sign in</body></html>", "no release of CIViC"),
        (EVIDENCE.read_bytes().replace(b"molecular_profile\t", b"profile\t", 1), "molecular_profile"),
        (EVIDENCE.read_bytes().split(b"\n")[0], "a heading line and no row"),
        (b"", "an empty file"),
    ],
)
def test_what_is_no_release_is_not_kept(tmp_path: Path, site: Site, body: bytes, seen: str) -> None:
    url = site.give("/nightly.tsv", body)
    with pytest.raises(Refused, match="Nothing was kept") as refused:
        knowledge_refresh.fetch(url, tmp_path)
    assert seen in refused.value.sentence
    assert list(tmp_path.iterdir()) == []


def test_an_answer_that_broke_off_is_not_kept(tmp_path: Path, site: Site) -> None:
    body = EVIDENCE.read_bytes()
    url = site.give("/nightly.tsv", body[:2_000], Content_Length=str(len(body)), Connection="close")
    with pytest.raises(Refused, match="nothing was kept"):
        knowledge_refresh.fetch(url, tmp_path, seconds=2.0)
    assert list(tmp_path.iterdir()) == []


def test_an_answer_beyond_the_limit_is_not_kept(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_RELEASE_BYTES", 1_000)
    with pytest.raises(Refused, match="which is no release"):
        knowledge_refresh.fetch(site.give("/nightly.tsv", EVIDENCE.read_bytes()), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_refuses_is_told_by_its_answer(tmp_path: Path, site: Site) -> None:
    with pytest.raises(Refused, match="answered 503"):
        knowledge_refresh.fetch(site.give("/nightly.tsv", b"", status=503), tmp_path)


def test_where_no_server_is_one_line_says_so(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    # Port 9 (discard) is served nowhere.
    assert knowledge.main(["refresh", "--to", str(tmp_path), "--url", "http://127.0.0.1:9/x.tsv"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "cannot be reached" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://civicdb.org/x.tsv",
        "ftp://civicdb.org/x.tsv",
        "file:///etc/passwd",
        "civicdb.org/x.tsv",
        "",
        "https://[::1",
    ],
)
def test_an_address_that_is_not_https_is_not_asked(tmp_path: Path, url: str) -> None:
    with pytest.raises(Refused, match="is not an https address"):
        knowledge_refresh.fetch(url, tmp_path)


def test_a_redirection_away_from_https_is_not_followed(tmp_path: Path, site: Site) -> None:
    for target in ("http://civicdb.org/x.tsv", "file:///etc/passwd"):
        url = site.give("/moved", b"", status=302, Location=target)
        with pytest.raises(Refused):
            knowledge_refresh.fetch(url, tmp_path)
    moved = site.give("/moved", b"", status=302, Location=site.give("/nightly.tsv", EVIDENCE.read_bytes()))
    assert knowledge_refresh.fetch(moved, tmp_path).reading.rows == 18


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, site: Site) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Refused, match="cannot be written"):
        knowledge_refresh.fetch(site.give("/nightly.tsv", EVIDENCE.read_bytes()), tmp_path / "file")
