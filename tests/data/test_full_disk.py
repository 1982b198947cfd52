"""A full disk: what was acknowledged is kept, reading goes on, and work goes on once there is room."""

import resource
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from data.rebuild import rebuild
from data.record import PROJECTIONS
from data.schema import tables_file
from data.store import open_store
from tests.builders import new_store

FULL_DISK = """
    import resource, signal, sys
    from pathlib import Path
    from data.journal import new_id
    from data.record import PROJECTIONS, people
    from data.record.act import SYSTEM
    from data.store import StoreBroken, open_store
    from domain.people import Person

    home, kind = Path(sys.argv[1]), sys.argv[2]
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    store = open_store(home, PROJECTIONS)
    limit = (home / "store.duckdb").stat().st_size + 4096 if kind == "checkpoint" else int(kind)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    said, failed = 0, 0
    for number in range(400):
        try:
            people.record_person(store, SYSTEM, Person(f"user-{number}", "x" * 2000), 0, new_id())
            said += 1
            print(f"user-{number}", flush=True)
        except Exception as error:
            failed += 1
        if kind == "checkpoint" and number == 100:
            try:
                store._connection.execute("checkpoint")
            except Exception as error:
                print("#", type(error).__name__, flush=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    people.record_person(store, SYSTEM, Person("afterwards", "y"), 0, new_id())
    print("afterwards", flush=True)
    print("#", said, failed, store.opening.how, flush=True)
    store.close()
"""


@pytest.mark.parametrize("kind", ["checkpoint", "300000", "600000"])
def test_a_full_disk_costs_no_acknowledged_act_and_work_goes_on_afterwards(tmp_path: Path, kind: str) -> None:
    new_store(tmp_path).close()
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FULL_DISK), str(tmp_path), kind],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    said = {line for line in done.stdout.splitlines() if not line.startswith("#")}
    assert "afterwards" in said
    store = open_store(tmp_path, PROJECTIONS)
    rows = store._connection.execute("select user_id from main.person").fetchall()
    assert said <= {row[0] for row in rows}
    assert store.sequence == store.journal.head()[0] == tables_file.extent(store._connection).acts
    store.close()
    assert rebuild(tmp_path, PROJECTIONS).differences == ()


FULL_AT_COMMIT = """
    import resource, signal, sys
    from pathlib import Path
    from data.store import Reach
    from tests.builders import accept_run, new_store, open_case

    home = Path(sys.argv[1])
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    store = new_store(home)
    cases = [open_case(store, f"P-{number}") for number in range(6)]
    store._connection.execute("checkpoint")
    store.journal._connection.execute("pragma wal_checkpoint(truncate)")
    # What a run adds to the tables is many times what it adds to the journal.
    resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, resource.RLIM_INFINITY))
    for number, case in enumerate(cases):
        try:
            print(accept_run(store, case, calls=1500), flush=True)
        except Exception as error:
            print("#", number, type(error).__name__, error, flush=True)
            with store.reading(Reach(user_id="chair", every_centre=True)) as reader:
                print("# still shown", reader.row("reach/case", case_id=case.case_id) is not None)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(accept_run(store, open_case(store, "P-99"), calls=10), flush=True)
    store.close()
"""


def test_tables_that_cannot_commit_lose_no_run_that_the_journal_took(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FULL_AT_COMMIT), str(tmp_path)],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert "The tables were lost and are opened anew" in done.stderr
    said = {line for line in done.stdout.splitlines() if not line.startswith("#")}
    assert "# still shown True" in done.stdout
    assert "# still shown False" not in done.stdout
    store = open_store(tmp_path, PROJECTIONS)
    assert said <= {
        row[0] for row in store._connection.execute("select profile_id from main.profile").fetchall()
    }
    assert store.sequence == store.journal.head()[0]
    store.close()
    assert rebuild(tmp_path, PROJECTIONS).differences == ()


def test_file_size_limits_work_here() -> None:
    """The full-disk tests stand on this limit; where it cannot be set they would prove nothing."""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY
