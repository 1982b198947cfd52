"""What the store knows of samples that wait to be accepted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.reach import reach_of
from data.read.intake import matches, specimens_of, tumours_of
from domain.readings import FileKind, FileRead, RunReading
from domain.views.intake import Earlier
from tests.builders import Board, actor, new_board, reading


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = new_board(tmp_path / "home")
    yield made
    made.store.close()


def run_of(*samples: str, **overrides: object) -> RunReading:
    file = FileRead("x.tsv", "0" * 64, 1, FileKind.COMBINED_VARIANT_OUTPUT)
    return RunReading("RUN", (file,), tuple(reading(s, **overrides) for s in samples), (), ())  # type: ignore[arg-type]


def test_a_sample_finds_the_specimen_that_goes_by_its_name(board: Board) -> None:
    with board.store.reading(reach_of(actor("laboratory-a"))) as reader:
        found = matches(reader, run_of("P-001-DNA"), "lab-a")
    assert [s.specimen_id for s in found[0].specimens] == [board.north.specimen_id]
    assert "P-001" in found[0].specimens[0].label


def test_the_same_results_and_other_results_are_told_apart(board: Board) -> None:
    with board.store.reading(reach_of(actor("coordinator"))) as reader:
        same = matches(reader, run_of("P-001-DNA"), "lab-a")
        other = matches(reader, run_of("P-001-DNA", calls=3), "lab-a")
        new = matches(reader, run_of("P-009-DNA"), "lab-a")
    assert [m[0].earlier for m in (same, other, new)] == [Earlier.SAME, Earlier.OTHER, Earlier.NONE]


def test_an_unknown_sample_has_no_specimen_and_none_is_guessed(board: Board) -> None:
    with board.store.reading(reach_of(actor("coordinator"))) as reader:
        assert matches(reader, run_of("P-001-DN"), "lab-a")[0].specimens == ()


def test_another_laboratory_is_told_nothing_of_the_sample(board: Board) -> None:
    with board.store.reading(reach_of(actor("laboratory-b"))) as reader:
        found = matches(reader, run_of("P-001-DNA"), "lab-a")
        assert (found[0].specimens, found[0].earlier) == ((), Earlier.NONE)
        assert specimens_of(reader, "P-001", "lab-a") == ()
        assert tumours_of(reader, "P-001") == ()


def test_a_patient_is_searched_by_part_of_her_pseudonym(board: Board) -> None:
    with board.store.reading(reach_of(actor("coordinator"))) as reader:
        assert [s.pseudonym for s in specimens_of(reader, "p-0", "lab-a")] == ["P-001"]
        assert specimens_of(reader, "  ", "lab-a") == ()
        assert [t.tumour_id for t in tumours_of(reader, "p-001")] == [board.north.tumour_id]
