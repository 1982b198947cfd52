"""Files about trials brought together: what becomes of each, whatever their order and encoding."""

import pytest

from components.keys import wkey
from data.ingest.trials.register_text import write_trial
from domain.trial_register import RegisterEntry, RegistryRecord
from domain.trials.trial import TrialStatus
from pages.trials.files_at_hand import brought_together
from tests.builders import Board
from tests.pages.conftest import OpenPage
from tests.pages.test_trials import PLACES, entries, press, read
from tests.sources import ROOT
from tests.trials import V600E, keep, trial

REGISTRY = (
    b'{"protocolSection": {"identificationModule": {"nctId": "NCT00000001", "briefTitle": "x"}, '
    b'"statusModule": {"overallStatus": "RECRUITING"}}}'
)


@pytest.mark.parametrize("registry_first", [True, False])
def test_a_trial_and_its_record_of_the_registry_are_recorded_together_whatever_their_order(
    open_page: OpenPage, board: Board, registry_first: bool
) -> None:
    files = [("record.json", REGISTRY), ("trial.yaml", write_trial(trial()).encode())]
    held = brought_together(files if registry_first else files[::-1], (), PLACES, ())
    assert {one.file: one.becomes for one in held} == {
        "record.json": "what the registry says of EXAMPLE-001, which trial.yaml brings",
        "trial.yaml": "a new trial",
    }
    app = open_page("coordinator", "trials")
    app.session_state[wkey("trials_read", "coordinator")] = held
    app.run()
    press(app, "Record 2 lines")
    assert not app.error
    (one,) = entries(board)
    assert (one.trial.trial_id, one.trial.arms[0].match) == ("EXAMPLE-001", V600E)
    assert one.registry is not None
    assert one.registry.status is TrialStatus.OPEN


def test_the_fixtures_of_one_number_make_one_trial() -> None:
    folder = ROOT / "tests" / "fixtures"
    names = ("clinicaltrials_gov_study.json", "trials.yaml")
    held = brought_together([(name, (folder / name).read_bytes()) for name in names], (), PLACES, ())
    assert [one.value.trial.trial_id for one in held if isinstance(one.value, RegisterEntry)] == [
        "EX-LUNG-1",
        "EX-MNP-1",
    ]


def test_a_record_waits_for_the_trial_whose_file_could_not_be_read() -> None:
    wrong = write_trial(trial()).replace("BRAF", "BRAFF").encode()
    record, _ = brought_together([("record.json", REGISTRY), ("trial.yaml", wrong)], (), PLACES, ())
    assert record.becomes == "nothing yet: correct trial.yaml first, which names this trial"
    assert record.record is None


def test_what_the_files_at_hand_bring_twice_is_taken_once() -> None:
    text = write_trial(trial()).encode()
    other = write_trial(trial(trial_id="OTHER-1")).encode()
    files = [
        ("a.yaml", text),
        ("b.yaml", text),
        ("c.yaml", other),
        ("r.json", REGISTRY),
        ("s.json", REGISTRY),
    ]
    assert [one.becomes for one in brought_together(files, (), PLACES, ())] == [
        "a new trial",
        "nothing: EXAMPLE-001 stands in a.yaml, too; keep one of them",
        "nothing: NCT00000001 stands in a.yaml, too; keep one of them",
        "what the registry says of EXAMPLE-001, which a.yaml brings",
        "nothing: another file holds a record of this number, too",
    ]


def test_a_number_that_another_entry_has_is_told_before_anything_is_recorded(board: Board) -> None:
    keep(board.store, trial())
    (line,) = read(board, "other.yaml", write_trial(trial(trial_id="OTHER-1")).encode())
    assert line.becomes.startswith("nothing: NCT00000001 stands in the register as EXAMPLE-001")
    assert line.record is None


def test_the_sites_of_a_trial_at_hand_are_known_to_distances_beside_it() -> None:
    ways = b"centre,site,km\nnorth,Site one,12\n"
    files = [("ways.csv", ways), ("trial.yaml", write_trial(trial()).encode())]
    assert brought_together(files, (), PLACES, ())[0].problems == ()


@pytest.mark.parametrize(("encoding", "noted"), [("utf-16", False), ("utf-8-sig", False), ("cp1252", True)])
def test_a_trial_is_read_in_every_encoding_that_an_editor_saves(encoding: str, noted: bool) -> None:
    text = write_trial(trial(short_title="Étude"))
    first, *more = brought_together([("a.yaml", text.encode(encoding))], (), PLACES, ())
    assert first.value.trial.short_title == "Étude"
    assert ["Windows Latin" in one.problems[0].sentence for one in more] == ([True] if noted else [])
    assert all(one.becomes == "a note: it was taken" for one in more)


def test_what_stands_in_the_register_already_and_a_new_version_are_told_apart(board: Board) -> None:
    keep(board.store, trial())
    same = write_trial(trial())
    assert read(board, "a.yaml", same.encode())[0].becomes.startswith("nothing: it stands")
    (line,) = read(board, "a.yaml", same.replace("Example trial 1", "Other").encode())
    assert (line.becomes, line.version) == ("a new version, after 1", 1)
    both = f"{same}---\n{write_trial(trial(2))}"
    assert [one.becomes.split(":")[0] for one in read(board, "b.yaml", both.encode())] == [
        "nothing",
        "a new trial",
    ]


def test_a_record_of_the_registry_is_known_by_its_content(board: Board) -> None:
    raw = (
        b'{"protocolSection": {"identificationModule": {"nctId": "NCT00000001", "briefTitle": "x"}, '
        b'"statusModule": {"overallStatus": "RECRUITING"}}}'
    )
    first, second = read(board, "r.json", raw)
    assert first.becomes == "a new trial without criteria: it fits nobody before they are written"
    assert isinstance(first.value, RegisterEntry)
    assert first.value.trial.numbers == trial().numbers
    assert (second.version, second.becomes) == (0, "what the registry says of NCT00000001")
    keep(board.store, trial())
    (line,) = read(board, "r.json", raw)
    assert line.becomes == "what the registry says of EXAMPLE-001"
    assert isinstance(line.value, RegistryRecord)
