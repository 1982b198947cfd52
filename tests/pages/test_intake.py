"""The intake page, as a laboratory and a coordinator meet it."""

import datetime
import hashlib
import io
import os
import shutil
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from commands.demo_cohort import CohortFiles, build_plan, write_cohort
from components.run_preview import seen_text, summary
from data.ingest.uploads import stage_upload, uploads_of
from domain.cases import Specimen
from domain.codes import SpecimenKind, SpecimenOrigin
from domain.problems import Problem, Severity
from domain.readings import FileKind, FileRead, RunReading
from domain.views.jobs import Job, JobState
from session import opening
from tests.builders import Board, accept_run, open_case, reading
from tests.pages.conftest import OpenPage

PATIENCE = 60.0


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run counts as arrived when it is seen."""
    monkeypatch.setenv("MTB_STILL_SECONDS", "0")


def wait_for_the_run(*roots: str, state: JobState = JobState.READY) -> Job:
    """Look, as the watcher's thread would, until the one run in these folders is in that state."""
    watcher = opening.the_watcher()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        watcher.look_soon()
        jobs = watcher.jobs(roots)
        if jobs and jobs[0].state is state:
            return jobs[0]
        time.sleep(0.02)
    raise AssertionError(jobs)


def wait_until_gone(path: Path) -> None:
    """Look until something lies there no longer."""
    until = time.monotonic() + PATIENCE
    while path.exists():
        assert time.monotonic() < until
        opening.the_watcher().look()
        time.sleep(0.02)


ROOTS = ("lab-a", uploads_of("laboratory-a"))


def drop_run(board: Board, tmp_path: Path, patients: int = 8) -> list[str]:
    """Lay a synthetic run into laboratory A's incoming folder; return its DNA sample ids."""
    plan = build_plan(patients, 3, today=datetime.date.today())
    for _ in write_cohort(plan, tmp_path / "cohort"):
        pass
    run = plan.runs[0] if patients == 8 else max(plan.runs, key=lambda r: len(r.pseudonyms))
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
    app = open_the_run(open_page)
    assert any("0 refused row" in text.value for text in app.text)
    next(button for button in app.button if button.label == "Accept run").click().run()
    assert any("accepted" in done.value for done in app.success)
    assert board.store.profile_sequence > before


def test_a_specimen_that_misses_a_requirement_warns_and_its_run_is_accepted_all_the_same(
    board: Board, open_page: OpenPage, tmp_path: Path
) -> None:
    names = drop_run(board, tmp_path)
    poor = Specimen(
        "lab-a", SpecimenKind.TISSUE, SpecimenOrigin.METASTASIS, (names[0],), dna_ng=30, rna_ng=90,
        dcq=1.0, dv200_percent=60, fixation="ffpe", site="liver",
    )  # fmt: skip
    open_case(board.store, "P-010", specimen=poor)
    app = open_the_run(open_page)
    warned = [one.value.replace("\\", "") for one in app.warning]
    assert any("DNA 30 ng, wanted at least 80 ng" in one for one in warned), warned
    next(button for button in app.button if button.label == "Accept run").click().run()
    assert any("accepted" in done.value for done in app.success)


def test_a_run_whose_samples_nobody_announced_is_asked_for_and_nothing_is_recorded(
    board: Board, open_page: OpenPage, tmp_path: Path
) -> None:
    drop_run(board, tmp_path)
    before = board.store.sequence
    app = open_the_run(open_page)
    assert any("no specimen goes by this name" in warning.value for warning in app.warning)
    next(button for button in app.button if button.label == "Accept run").click().run()
    assert any("No sample has a specimen yet" in error.value.replace("\\", "") for error in app.error)
    assert board.store.sequence == before


def test_another_laboratory_is_not_shown_the_run(board: Board, open_page: OpenPage, tmp_path: Path) -> None:
    drop_run(board, tmp_path)
    app = open_page("laboratory-b", "intake")
    assert any("No run waits" in info.value for info in app.info)


def upload(board: Board, tmp_path: Path, user: str = "laboratory-a") -> tuple[list[str], Path]:
    """Lay a synthetic run into a user's uploads, as the uploader does; return its samples and folder."""
    drop_run(board, tmp_path, patients=16)
    dropped = board.store.home / "incoming" / "lab-a" / "RUN-1"
    files = [(p.name, io.BytesIO(p.read_bytes())) for p in sorted(dropped.rglob("*")) if p.is_file()]
    shutil.rmtree(dropped)
    incoming = board.store.home / "incoming"
    name = stage_upload(incoming, user, "upload-1", files)
    job = wait_for_the_run(uploads_of(user))
    return [sample.sample_id for sample in job.samples], incoming / name


def open_the_run(open_page: OpenPage) -> AppTest:
    """The intake page of laboratory A with the one run that waits."""
    wait_for_the_run(*ROOTS)
    return press(open_page("laboratory-a", "intake"), "Look at")


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def sentences(app: AppTest) -> str:
    """All that the page says, without the marks that keep text from being markdown."""
    kinds = (app.success, app.error, app.warning, app.text, app.info)
    return "\n".join(one.value.replace("\\", "") for kind in kinds for one in kind)


def test_an_upload_of_which_a_part_was_taken_stays_and_says_which_samples_wait(
    board: Board, open_page: OpenPage, tmp_path: Path
) -> None:
    samples, folder = upload(board, tmp_path)
    assert len(samples) >= 3
    open_case(board.store, "P-010", sample_id=samples[1])
    app = press(open_the_run(open_page), "Accept run")
    rest = ", ".join(s for s in samples if s != samples[1])
    assert f"1 of {len(samples)} samples accepted; {rest} wait for a specimen." in sentences(app)
    assert folder.is_dir()
    assert f"Sample {samples[1]}: exactly these results were brought in before." in sentences(app)
    assert [button.label for button in app.button].count("Accept run") == 1


def test_an_upload_that_was_taken_whole_is_thrown_away(
    board: Board, open_page: OpenPage, tmp_path: Path
) -> None:
    samples, folder = upload(board, tmp_path)
    for number, sample in enumerate(samples):
        open_case(board.store, f"P-01{number}", sample_id=sample)
    app = press(open_the_run(open_page), "Accept run")
    assert "The run was accepted; its profiles stand on the patients' cases." in sentences(app)
    assert "Accepted; its files are being kept" in sentences(app)
    assert not [button for button in app.button if button.label == "Accept run"]
    wait_until_gone(folder)
    app.run()
    assert "No run waits." in sentences(app)
    (kept,) = (board.store.home / "inbox" / "accepted").iterdir()
    *_, event = (e for e in board.store.journal.events() if e.verb == "run_accepted")
    assert kept.name == event.subject_id
    recorded = {file["name"]: file["sha256"] for file in (event.payload or {})["files"]}
    assert recorded == {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in kept.iterdir()}


def test_an_upload_can_be_discarded_and_a_run_folder_cannot(
    board: Board, open_page: OpenPage, tmp_path: Path
) -> None:
    _, folder = upload(board, tmp_path)
    before = board.store.sequence
    app = open_the_run(open_page)
    token = app.session_state["form_tokens"]["upload:lab-a"]
    press(app, "Discard")
    assert "The upload was discarded;" in sentences(app)
    assert not folder.exists()
    assert app.session_state["form_tokens"]["upload:lab-a"] != token  # the uploader is empty again
    assert board.store.sequence == before


def test_a_run_folder_of_the_laboratory_is_not_offered_to_be_discarded(
    board: Board, open_page: OpenPage, tmp_path: Path
) -> None:
    drop_run(board, tmp_path)
    assert "Discard" not in [button.label for button in open_the_run(open_page).button]


def test_the_uploader_is_empty_after_a_run_was_accepted(
    board: Board, open_page: OpenPage, tmp_path: Path
) -> None:
    samples, _ = upload(board, tmp_path)
    open_case(board.store, "P-010", sample_id=samples[0])
    app = open_the_run(open_page)
    token = app.session_state["form_tokens"]["upload:lab-a"]
    press(app, "Accept run")
    assert app.session_state["form_tokens"]["upload:lab-a"] != token


def test_a_re_analysis_that_nobody_decided_on_is_asked_for_by_its_sample(
    board: Board, open_page: OpenPage, tmp_path: Path
) -> None:
    samples, folder = upload(board, tmp_path)
    opened = open_case(board.store, "P-010", sample_id=samples[0])
    accept_run(board.store, opened)
    before = board.store.sequence
    app = press(open_the_run(open_page), "Accept run")
    assert f"Say whether {samples[0]} is a re-analysis; nothing was recorded." in sentences(app)
    assert board.store.sequence == before
    assert folder.is_dir()
    next(one for one in app.button_group if "re-analysis" in one.label).set_value("no").run()
    press(app, "Accept run")
    assert "Every sample with a specimen is to be left out, so nothing was recorded." in sentences(app)


def test_specimens_of_different_patients_are_never_chosen_beforehand_and_refused_together(
    board: Board, open_page: OpenPage, tmp_path: Path
) -> None:
    upload(board, tmp_path)
    name = f"{uploads_of('laboratory-a')}/upload-1"
    sample = opening.the_watcher().reading(ROOTS, opening.the_watcher().id_of(name)).samples[0]
    assert sample.dna_sample_id and sample.rna_sample_id
    open_case(board.store, "P-010", sample_id=sample.dna_sample_id)
    open_case(board.store, "P-011", sample_id=sample.rna_sample_id)
    app = open_the_run(open_page)
    field = next(m for m in app.multiselect if sample.sample_id in m.label.replace("\\", ""))
    assert field.value == []
    assert "specimens of different patients or tumours go by its names" in sentences(app)
    field.set_value(list(field.options)).run()
    before = board.store.sequence
    press(app, "Accept run")
    assert "Remove the wrong patient's specimen from the field." in sentences(app)
    assert board.store.sequence == before


@pytest.mark.parametrize("seen", ["\x1f\x8b\x08\x00ab", "PNG\x00", "�����abc", "a\x9db"])
def test_bytes_that_are_no_text_are_called_so(seen: str) -> None:
    assert seen_text(seen) == "binary data, not text"


@pytest.mark.parametrize(
    "seen", ["", "chr7\t140453136\tA\tT", "0,4935", "tumour é \u2265 5", "caf� of the list"]
)
def test_text_is_shown_as_it_was_seen(seen: str) -> None:
    assert seen_text(seen) == seen


def test_the_summary_counts_files_that_were_not_recognised_or_refused() -> None:
    kinds = (FileKind.VCF, FileKind.UNRECOGNISED, FileKind.UNRECOGNISED)
    files = tuple(FileRead(f"{n}.x", str(n) * 64, 1, kind) for n, kind in enumerate(kinds))
    problems = (
        Problem(Severity.REFUSED_FILE, "0.x", "", 0, "a", "b"),
        Problem(Severity.REFUSED_FILE, "0.x", "", 3, "a", "b"),
        Problem(Severity.REFUSED_ROW, "1.x", "", 1, "a", "b"),
    )
    told = summary(RunReading("RUN", files, (reading("S-1"),), (), problems))
    assert told == "3 files (2 not recognised, 1 refused), 1 sample, 1 refused row, 0 unknown sections."


def test_a_file_that_was_refused_is_not_counted_as_not_recognised_too() -> None:
    files = (FileRead("0.x", "0" * 64, 1, FileKind.UNRECOGNISED),)
    problems = (Problem(Severity.REFUSED_FILE, "0.x", "", 0, "a", "b"),)
    told = summary(RunReading("RUN", files, (reading("S-1"),), (), problems))
    assert told.startswith("1 file (0 not recognised, 1 refused), ")


def test_a_specimen_without_a_sample_id_is_said_not_to_be_found_by_name(open_page: OpenPage) -> None:
    app = open_page("coordinator", "open-case")
    told = "the laboratory will not find this specimen by name"
    assert any(told in caption.value for caption in app.caption)
    next(one for one in app.text_input if one.label == "Sample ids").input("S-99").run()
    assert not any(told in caption.value for caption in app.caption)


def test_a_run_that_waits_can_be_cancelled_and_read_again_on_the_page(
    board: Board, open_page: OpenPage, tmp_path: Path
) -> None:
    drop_run(board, tmp_path)
    app = press(open_page("laboratory-a", "intake"), "Cancel")
    assert "Cancelled; its files lie where they were" in sentences(app)
    assert (board.store.home / "incoming" / "lab-a" / "RUN-1").is_dir()
    press(app, "Read again")
    wait_for_the_run(*ROOTS)
    assert "Ready to accept" in sentences(app.run())


def test_a_run_that_could_not_be_read_says_why(board: Board, open_page: OpenPage) -> None:
    folder = board.store.home / "incoming" / "lab-a" / "RUN-1"
    folder.mkdir(parents=True)
    (folder / os.fsdecode(b"x\xff.tsv")).write_text("x")
    wait_for_the_run(*ROOTS, state=JobState.FAILED)
    app = open_page("laboratory-a", "intake")
    assert "Failed: A file's name is no text" in sentences(app)
    assert "Look at" not in [button.label for button in app.button]


def test_exactly_the_results_of_an_accepted_run_are_folded_away_as_brought_in_before(
    board: Board, open_page: OpenPage, tmp_path: Path
) -> None:
    names = drop_run(board, tmp_path)
    for number, name in enumerate(names):
        open_case(board.store, f"P-01{number}", sample_id=name)
    press(open_the_run(open_page), "Accept run")
    wait_for_the_run(*ROOTS)
    folder = board.store.home / "incoming" / "lab-a" / "RUN-1"
    folder.rename(folder.with_name("RUN-1-AGAIN"))
    wait_for_the_run(*ROOTS)
    app = open_page("laboratory-a", "intake")
    assert "Brought in before, with exactly these results: nothing to do" in sentences(app)
    assert [one.label.replace("\\", "") for one in app.expander] == ["Brought in (1)"]


def test_a_coordinator_is_shown_the_runs_of_the_laboratory_she_chose(
    board: Board, open_page: OpenPage, tmp_path: Path
) -> None:
    drop_run(board, tmp_path)
    wait_for_the_run("lab-a")
    app = open_page("coordinator", "intake")
    app.selectbox[0].select("lab-b").run()
    assert "No run waits." in sentences(app)
    app.selectbox[0].select("lab-a").run()
    assert "RUN-1" in sentences(app)


def test_a_coordinator_reads_where_runs_wait_before_she_chooses_a_laboratory(
    board: Board, open_page: OpenPage, tmp_path: Path
) -> None:
    assert "Runs that wait" not in sentences(open_page("coordinator", "intake"))
    drop_run(board, tmp_path)
    wait_for_the_run("lab-a")
    told = sentences(open_page("coordinator", "intake"))
    assert "Choose the laboratory first. Runs that wait to be accepted: 1 at Laboratory A." in told


def test_nobody_is_said_to_be_missing_before_a_pseudonym_was_typed(
    board: Board, open_page: OpenPage, tmp_path: Path
) -> None:
    upload(board, tmp_path)
    app = open_the_run(open_page)
    assert "Type the whole pseudonym, as the case has it." in sentences(app)
    assert "No patient goes by" not in sentences(app)
    next(one for one in app.text_input if one.label == "Search a patient by pseudonym").set_value("P-9").run()
    assert "No patient goes by exactly P-9: have the coordinator open a case for her first." in sentences(app)


def test_a_run_whose_name_may_be_a_persons_is_accepted_once_it_has_another_name(
    board: Board, open_page: OpenPage, tmp_path: Path
) -> None:
    names = drop_run(board, tmp_path)
    incoming = board.store.home / "incoming" / "lab-a"
    (incoming / "RUN-1").rename(incoming / "Janssens_Marie")
    open_case(board.store, "P-010", sample_id=names[0])
    before = board.store.sequence
    app = open_the_run(open_page)
    assert not any("anssens" in text.value for text in app.text)
    assert "The run's name may be a person's." in sentences(app)
    next(button for button in app.button if button.label == "Accept run").click().run()
    assert "The run's name reads like a person's; nothing was recorded." in sentences(app)
    assert board.store.sequence == before
    next(one for one in app.text_input if one.label == "Another name for the run").input("RUN-77").run()
    next(button for button in app.button if button.label == "Accept run").click().run()
    assert any("accepted" in done.value for done in app.success)
    kept = board.store.journal.events(before)
    assert "anssens" not in str([event.payload for event in kept])


def test_a_run_whose_name_is_no_persons_is_accepted_when_somebody_says_so(
    board: Board, open_page: OpenPage, tmp_path: Path
) -> None:
    names = drop_run(board, tmp_path)
    incoming = board.store.home / "incoming" / "lab-a"
    (incoming / "RUN-1").rename(incoming / "Project Aurora Borealis")
    open_case(board.store, "P-010", sample_id=names[0])
    app = open_the_run(open_page)
    field = next(one for one in app.button_group if one.label == "Is it a person's name?")
    field.set_value("yes").run()
    next(button for button in app.button if button.label == "Accept run").click().run()
    assert any("accepted" in done.value for done in app.success)
