"""The demo: recorded by the acts of its users, whole or not at all, never mixed into a store."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from commands import demo
from commands.demo_cohort import build_plan
from commands.demo_cohort.waiting import write_waiting
from commands.demo_labels import label_of
from data.ingest.run_reading import read_path
from data.read.intake import matches
from data.read.panel_cohort import panel_cohort
from data.read.panels import panel_in_force, panel_lists
from data.rebuild import rebuild
from data.record import PROJECTIONS
from data.store import Reach, open_store
from domain.findings import (
    Biomarker,
    BiomarkerName,
    BiomarkerState,
    CopyNumberCall,
    Rearrangement,
    SpliceVariant,
)
from domain.panel_cohort import JudgedOn
from domain.people import Actor, Role
from domain.quality import Outcome
from domain.views.intake import Earlier
from endpoints.panel_yield import panel_yield
from tests.builders import new_store
from tests.sources import ROOT


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home with twenty-four patients, and what the command said."""
    home = tmp_path_factory.mktemp("demo") / "home"
    told = run(home, "--patients", "24", "--calls", "60")
    assert told.returncode == 0, told.stderr
    return home, told.stdout


def run(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "commands.demo", *options], cwd=ROOT,
        env={**os.environ, "MTB_HOME": str(home)}, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def test_the_fractions_stand_with_their_numerators_and_denominators(filled: tuple[Path, str]) -> None:
    lines = filled[1].splitlines()
    for start in ("Profiled", "Actionable", "Recommended a therapy", "Followed it"):
        line = next(line for line in lines if line.startswith(start))
        assert re.search(r"\d+ of 24 \(\d+\.\d %\)", line)
    assert any("days in the median of 24 patients" in line for line in lines)


def test_everything_is_marked_synthetic_and_comes_from_acts(filled: tuple[Path, str]) -> None:
    store = open_store(filled[0], PROJECTIONS)
    with store.reading(Reach(user_id="x", every_centre=True, audit=True)) as reader:
        look = reader._cursor.execute
        assert look("select count(*), count(*) filter (where synthetic) from seen.patient").fetchall() == [
            (24, 24)
        ]
        verbs = {verb for (verb,) in look("select distinct verb from seen.event").fetchall()}
        actors = {who for (who,) in look("select distinct role from seen.event").fetchall()}
        unsupported = look(
            "select count(*) from seen.recommendation_finding as r "
            "where r.finding_id not in (select f.finding_id from seen.finding as f)"
        ).fetchall()
    assert {
        "case_opened", "run_accepted", "findings_marked", "finding_classified", "meeting_planned",
        "agenda_set",
        "recommendation_recorded", "case_concluded", "case_discussed", "answer_recorded",
    } <= verbs  # fmt: skip
    assert {"coordinator", "laboratory", "chair", "oncologist"} <= actors
    assert unsupported == [(0,)]
    store.close()


def test_the_example_of_a_panel_list_is_in_force_by_an_act_and_says_that_it_is_an_example(
    filled: tuple[Path, str],
) -> None:
    store = open_store(filled[0], PROJECTIONS)
    chair = Actor("chair", "Chair", Role.CHAIR)
    panel = panel_in_force(store, chair)
    cohort = panel_cohort(store, chair, panel, JudgedOn.PROFILE) if panel else None
    switches = panel_lists(store, chair).switches
    store.close()
    assert panel is not None and panel.example and panel.title.startswith("EXAMPLE")
    assert [one.recorded_by for one in switches] == ["Administrator"]
    assert [one.reason.startswith("EXAMPLE") for one in switches] == [True]
    assert cohort is not None and panel_yield(cohort.patients).whole.denominator


def test_a_rebuild_gives_the_same_tables(filled: tuple[Path, str]) -> None:
    assert rebuild(filled[0], PROJECTIONS).differences == ()


def test_a_store_that_holds_anything_is_refused_with_one_sentence(filled: tuple[Path, str]) -> None:
    before = (filled[0] / "journal.sqlite").read_bytes()
    told = run(filled[0], "--patients", "3")
    assert told.returncode == 2
    assert len(told.stderr.strip().splitlines()) == 1
    assert "never mixed" in told.stderr
    assert (filled[0] / "journal.sqlite").read_bytes() == before


def test_a_store_of_one_user_is_not_empty_either(tmp_path: Path) -> None:
    new_store(tmp_path).close()
    assert run(tmp_path, "--patients", "3").returncode == 2


def test_a_store_that_was_started_and_never_used_is_filled_over_what_a_killed_one_left(
    tmp_path: Path,
) -> None:
    open_store(tmp_path, PROJECTIONS).close()
    open_store(tmp_path / demo.BUILDING, PROJECTIONS).close()
    told = run(tmp_path, "--patients", "3")
    assert told.returncode == 0, told.stderr
    assert not (tmp_path / demo.BUILDING).exists()


def test_a_store_that_an_app_holds_is_refused(tmp_path: Path) -> None:
    store = open_store(tmp_path, PROJECTIONS)
    told = run(tmp_path, "--patients", "3")
    store.close()
    assert (told.returncode, "held by another process" in told.stderr) == (2, True)


def test_tables_without_their_journal_are_not_covered_up(tmp_path: Path) -> None:
    new_store(tmp_path).close()
    (tmp_path / "journal.sqlite").unlink()
    told = run(tmp_path, "--patients", "3")
    assert (told.returncode, "without their journal" in told.stderr) == (2, True)
    assert not (tmp_path / "journal.sqlite").exists()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_half_a_cohort_never_looks_like_a_whole_one(tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "commands.demo", "--patients", "30"]
    env = {**os.environ, "MTB_HOME": str(tmp_path)}
    building = subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while not (tmp_path / demo.BUILDING / "bundles").is_dir() and time.monotonic() < until:
        time.sleep(0.05)
    while not any((tmp_path / demo.BUILDING / "bundles").iterdir()) and time.monotonic() < until:
        time.sleep(0.05)
    building.send_signal(number)
    building.communicate(timeout=60)
    assert building.returncode != 0
    # What lies there is no store, so that the next start fills it from the beginning.
    assert [path.name for path in tmp_path.iterdir()] == [demo.BUILDING]


@pytest.mark.parametrize(
    "options", [("--patients", "0"), ("--patients", "100000"), ("--bulk", "--patients", "5")]
)
def test_an_impossible_size_is_refused_and_nothing_is_left(tmp_path: Path, options: tuple[str, ...]) -> None:
    told = run(tmp_path, *options)
    assert told.returncode == 2
    assert len(told.stderr.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_bulk_cohort_is_loaded_in_a_few_acts_and_comes_back_in_a_rebuild(tmp_path: Path) -> None:
    told = run(tmp_path, "--bulk", "--patients", "200")
    assert told.returncode == 0, told.stderr
    store = open_store(tmp_path, PROJECTIONS)
    loads = [event for event in store.journal.events() if event.verb == "cohort_loaded"]
    with store.reading(Reach(user_id="x", every_centre=True)) as reader:
        look = reader._cursor.execute
        patients = look("select count(*), count(distinct patient_id) from seen.patient").fetchall()
        calls = look(
            "select count(*) from (select profile_no, count(*) as n from seen.small_variant "
            "group by profile_no having count(*) >= 1500)"
        ).fetchall()
        doubled = look(
            "select count(*) from (select profile_no, finding_no from seen.finding "
            "group by all having count(*) > 1)"
        ).fetchall()
        found = reader.rows("reach/pseudonym", centre_id="C01", pseudonym="nobody")
        lost = look(
            "select count(*) from seen.small_variant as v "
            "where v.profile_id not in (select p.profile_id from seen.profile as p)"
        ).fetchall()
    store.close()
    assert len(loads) == 2
    assert (patients, calls, doubled, lost, found) == ([(200, 200)], [(100,)], [(0,)], [(0,)], [])
    assert rebuild(tmp_path, PROJECTIONS).differences == ()


def test_the_demo_leaves_runs_to_accept_one_good_one_contaminated_one_that_nobody_registered(
    filled: tuple[Path, str],
) -> None:
    runs = sorted((filled[0] / "incoming").glob("*/*"), key=lambda path: path.name[-4:])
    assert len(runs) == 3
    readings = [read_path(run) for run in runs]
    assert all(reading.readable for reading in readings)
    outcomes = [{sample.outcome for sample in reading.samples} for reading in readings]
    assert outcomes == [{Outcome.SUCCESS}, {Outcome.FAILED}, {Outcome.SUCCESS}]
    assert all("CONTAMINATION" in sample.outcome_reason.upper() for sample in readings[1].samples)
    store = open_store(filled[0], PROJECTIONS)
    with store.reading(Reach(user_id="x", every_centre=True)) as reader:
        found = [
            list(matches(reader, reading, run.parent.name))
            for run, reading in zip(runs, readings, strict=True)
        ]
    store.close()
    assert [[len(match.specimens) for match in of_run] for of_run in found] == [[1, 1], [1, 1], [0]]
    assert all(match.earlier is Earlier.NONE for of_run in found for match in of_run)


def test_the_runs_that_wait_are_the_same_for_the_same_seed(tmp_path: Path) -> None:
    plans = [build_plan(24, seed, today=date(2026, 11, 21)) for seed in (5, 5, 6)]
    for number, plan in enumerate(plans):
        write_waiting(plan, tmp_path / str(number))
    first, again, other = (
        {str(p.relative_to(home)): p.read_bytes() for p in home.rglob("*") if p.is_file()}
        for home in (tmp_path / "0", tmp_path / "1", tmp_path / "2")
    )
    assert first == again != other


def test_a_tumour_fraction_is_named_in_per_cent_however_the_file_wrote_it() -> None:
    def one(text: str, value: float) -> Biomarker:
        return Biomarker(BiomarkerName.TUMOUR_FRACTION, BiomarkerState.VALUE, value, text, "fraction")

    assert {label_of(one("20", 0.2)), label_of(one("0.200", 0.2))} == {"TUMOUR FRACTION 20 %"}
    assert label_of(one("0.055", 0.055)) == "TUMOUR FRACTION 5.5 %"


def test_splice_variants_and_losses_of_exons_are_named_by_gene_and_exon() -> None:
    spliced = SpliceVariant("EGFR", "EGFR", "2-7", "chr7:55087058", "chr7:55223522", 64, 1)
    lost = Rearrangement("BRCA1", "BRCA1", "chr17", 1, 2, "12", 0.4, "0.4", CopyNumberCall.LOSS)
    assert [label_of(spliced), label_of(lost)] == [
        "EGFR splice variant, exon 2-7",
        "BRCA1 exon-level loss, exon 12",
    ]
