"""The very large synthetic cohort: it fits the store's tables and holds the shares."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from commands.demo_cohort.bulk import write_bulk
from domain.refused import Refused

TODAY = date(2026, 11, 21)
PATIENTS = 4000
SCHEMA = Path(__file__).parents[2] / "data" / "schema" / "tables.sql"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    folder = tmp_path_factory.mktemp("bulk")
    write_bulk(folder, PATIENTS, 3, today=TODAY, calls=6)
    connection = duckdb.connect(str(tmp_path_factory.mktemp("store") / "store.duckdb"))
    connection.execute(SCHEMA.read_text(encoding="utf-8"))
    for path in sorted(folder.iterdir()):
        connection.execute(f"insert into main.{path.stem} by name select * from read_parquet('{path}')")
    return connection


def one(store: duckdb.DuckDBPyConnection, sql: str) -> float:
    row = store.execute(sql).fetchone()
    assert row is not None
    return float(row[0])


def test_the_shares_lie_within_three_points(store: duckdb.DuckDBPyConnection) -> None:
    shares = {
        "select count(*) from profile where outcome <> 'failed'": 0.93,
        "select count(*) from case_conclusion where actionable": 0.81,
        "select count(*) from recommendation where kind <> 'no_therapy'": 0.69,
        "select count(*) from answer where decision in ('followed', 'partly')": 0.23,
    }
    for sql, share in shares.items():
        assert abs(one(store, sql) / PATIENTS - share) <= 0.03, sql
    assert 27 <= one(store, "select median(reported_on - received_on) from profile") <= 31


def test_every_finding_has_its_row_in_the_table_of_its_class(store: duckdb.DuckDBPyConnection) -> None:
    findings = one(store, "select count(*) from finding")
    assert findings == one(store, "select count(distinct (profile_no, finding_no)) from finding")
    for name in ("small_variant", "copy_number", "fusion", "splice_variant", "biomarker"):
        rows = one(store, f"select count(*) from {name}")
        joined = (
            f"select count(*) from finding join {name} using (profile_no, finding_no) where class = '{name}'"
        )
        assert rows == one(store, joined) > 0
    keyed = one(
        store,
        "select count(*) from finding join small_variant as s using (profile_no, finding_no) "
        "where variant_key = concat_ws(':', s.build, s.chrom, s.pos, s.ref, s.alt)",
    )
    assert keyed == one(store, "select count(*) from small_variant")


def test_an_answer_that_does_not_follow_has_its_reason(store: duckdb.DuckDBPyConnection) -> None:
    without = "select count(*) from answer anti join answer_reason using (answer_id) where decision = "
    assert one(store, without + "'declined'") == one(store, without + "'partly'") == 0
    assert one(store, without + "'followed'") == one(
        store, "select count(*) from answer where decision = 'followed'"
    )


def test_every_patient_is_labelled_synthetic(store: duckdb.DuckDBPyConnection) -> None:
    labelled = "select count(*) from patient where synthetic and pseudonym like 'BULK-%'"
    assert one(store, labelled) == PATIENTS


def test_the_same_seed_gives_the_same_rows(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_bulk(tmp_path / name, 200, 8, today=TODAY, calls=3)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


@pytest.mark.parametrize(("patients", "calls"), [(0, 5), (10_000_000, 5), (10, -1)])
def test_an_impossible_size_is_refused(patients: int, calls: int, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nothing was written"):
        write_bulk(tmp_path / "none", patients, today=TODAY, calls=calls)
    assert not (tmp_path / "none").exists()
