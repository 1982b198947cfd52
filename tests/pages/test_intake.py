"""The intake page, as a laboratory and a coordinator meet it."""

import datetime
import shutil
from pathlib import Path

from commands.demo_cohort import CohortFiles, build_plan, write_cohort
from tests.builders import Board, open_case
from tests.pages.conftest import OpenPage


def drop_run(board: Board, tmp_path: Path) -> list[str]:
    """Lay a synthetic run into laboratory A's incoming folder; return its DNA sample ids."""
    plan = build_plan(8, 3, today=datetime.date.today())
    for _ in write_cohort(plan, tmp_path / "cohort"):
        pass
    run = plan.runs[0]
    target = board.store.home / "incoming" / "lab-a" / "RUN-1"
    target.parent.mkdir(parents=True)
    shutil.copytree(CohortFiles(tmp_path / "cohort").run(run), target)
    return sorted(p.name.split(".")[0].split("_Merged")[0] for p in target.glob("*.vcf"))


def test_an_empty_intake_says_what_to_do(open_page: OpenPage) -> None:
    app = open_page("laboratory-a", "intake")
    assert any("No run waits" in info.value for info in app.info)


def test_a_run_is_read_and_accepted_for_the_specimen_that_goes_by_its_name(
    board: Board, open_page: OpenPage, tmp_path: Path
) -> None:
    names = drop_run(board, tmp_path)
    open_case(board.store, "P-010", sample_id=names[0])
    before = board.store.profile_sequence
    app = open_page("laboratory-a", "intake")
    app.selectbox[0].select_index(0).run()
    assert not app.exception
    assert any("0 refusals" in text.value for text in app.text)
    next(button for button in app.button if button.label == "Accept run").click().run()
    assert any("accepted" in done.value for done in app.success)
    assert board.store.profile_sequence > before


def test_a_run_whose_samples_nobody_announced_is_asked_for_and_nothing_is_recorded(
    board: Board, open_page: OpenPage, tmp_path: Path
) -> None:
    drop_run(board, tmp_path)
    before = board.store.sequence
    app = open_page("laboratory-a", "intake")
    app.selectbox[0].select_index(0).run()
    assert any("no specimen goes by this name" in warning.value for warning in app.warning)
    next(button for button in app.button if button.label == "Accept run").click().run()
    assert any("No sample has a specimen yet" in error.value.replace("\\", "") for error in app.error)
    assert board.store.sequence == before


def test_another_laboratory_is_not_shown_the_run(board: Board, open_page: OpenPage, tmp_path: Path) -> None:
    drop_run(board, tmp_path)
    app = open_page("laboratory-b", "intake")
    assert any("No run waits" in info.value for info in app.info)
