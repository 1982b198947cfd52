"""A few rounds of ``make crash`` with every full run of the tests."""

from pathlib import Path

import pytest

from benchmarks.crash import kill_servers, kill_writers


@pytest.mark.slow
def test_no_acknowledged_act_is_lost_when_the_writer_is_killed(tmp_path: Path) -> None:
    tally = kill_writers(5, tmp_path / "home", seed=7)
    assert tally.acknowledged > 0
    assert tally.holds, tally.line("Writer")


@pytest.mark.slow
def test_no_acknowledged_act_is_lost_when_the_served_app_is_killed(tmp_path: Path) -> None:
    tally = kill_servers(1, tmp_path / "home", port=8698, seed=7)
    assert tally.acknowledged > 0
    assert tally.holds, tally.line("Served app")
