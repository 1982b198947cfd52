"""``python -m commands.journal``: the chain is proved, the tables made anew, and nothing is hidden."""

import sqlite3
from pathlib import Path

import duckdb
import pytest

from commands import journal
from data.record import PROJECTIONS
from data.store import open_store
from tests.builders import new_store
from tests.releases import load


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    new_store(tmp_path).close()
    monkeypatch.setenv("MTB_HOME", str(tmp_path))
    return tmp_path


def test_a_whole_journal_is_told_with_its_length_and_head(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert journal.main(["verify"]) == 0
    told = capsys.readouterr().out
    store = open_store(home, PROJECTIONS)
    sequence, head = store.journal.head()
    store.close()
    assert told == f"The journal holds: {sequence} events, head {head}.\n"


def test_a_changed_event_is_named_and_the_command_fails(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = sqlite3.connect(home / "journal.sqlite")
    connection.execute("update event set actor_id = 'somebody' where sequence = 9")
    connection.commit()
    connection.close()
    assert journal.main(["verify"]) == 1
    assert "Event 9: it was changed after it was recorded." in capsys.readouterr().err
    assert journal.main(["rebuild"]) == 1
    assert "Event 9" in capsys.readouterr().err


def test_a_journal_can_be_verified_while_the_app_runs_but_not_rebuilt(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import subprocess
    import sys

    script = (
        "import sys; from pathlib import Path; from data.record import PROJECTIONS\n"
        "from data.store import open_store\n"
        "store = open_store(Path(sys.argv[1]), PROJECTIONS); print('open', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    assert journal.main(["verify"]) == 0
    capsys.readouterr()
    assert journal.main(["rebuild"]) == 2
    assert "held by another process" in capsys.readouterr().err
    holder.communicate("", timeout=30)


def test_a_rebuild_of_whole_tables_says_that_they_were(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert journal.main(["rebuild"]) == 0
    assert "Every table was what the journal says." in capsys.readouterr().out
    assert list(home.glob("*.aside")) == []


def test_a_rebuild_names_the_table_that_differed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    connection = duckdb.connect(str(home / "store.duckdb"))
    connection.execute("delete from main.centre where centre_id = 'north'")
    connection.close()
    assert journal.main(["rebuild"]) == 0
    told = capsys.readouterr().out
    assert "centre: 1 rows, the journal says 2." in told
    assert "kept as store-" in told
    assert journal.main(["rebuild"]) == 0
    assert "Every table was what the journal says." in capsys.readouterr().out


def test_a_rebuild_mends_tables_that_cannot_be_read(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "store.duckdb").write_bytes(b"noise" * 1000)
    assert journal.main(["rebuild"]) == 0
    assert "could not be read" in capsys.readouterr().out
    store = open_store(home, PROJECTIONS)
    assert store.opening.how == "opened"
    store.close()


def test_a_home_without_a_journal_is_said_so_and_none_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MTB_HOME", str(tmp_path))
    assert journal.main(["verify"]) == 2
    assert "holds no journal" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_bundle_that_an_event_names_and_that_is_gone_is_told(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(home, PROJECTIONS)
    load(store)
    store.close()
    assert journal.main(["verify"]) == 0
    bundles = sorted((home / "bundles").glob("*.parquet"))
    assert len(bundles) == 2
    for one in bundles:
        one.unlink()
    assert journal.main(["verify"]) == 1
    told = capsys.readouterr().err
    assert "2 of the bundles that it names cannot be found" in told
    assert "(knowledge_release_loaded) names" in told
