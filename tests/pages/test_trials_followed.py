"""What became of matches, what is kept of a text, and what is told of files: the register's pages."""

import json
from datetime import timedelta

from components.trial_editor import first_example
from components.trial_feasibility import by_centre, by_year, counts_figure
from data.ingest.trials.register_file import read_trials
from data.ingest.trials.register_text import write_trial
from data.journal import new_id
from data.record.trial_match_states import record_match_state
from domain.trial_states import MatchState, MatchStateChange, match_subject
from domain.trials.matches import Answer
from domain.views.feasibility import Counted
from endpoints.feasibility import grouped
from pages.trials.files_at_hand import brought_together
from tests.builders import TODAY, Board, actor
from tests.pages.conftest import OpenPage
from tests.pages.test_case import words
from tests.pages.test_meeting import elements
from tests.pages.test_trials import PLACES, entries, press, read, shown
from tests.sources import ROOT
from tests.trials import keep, trial


def state(board: Board, case_id: str, reached: MatchState, number: int = 1, arm: str = "ARM 1") -> None:
    subject = match_subject(case_id, f"EXAMPLE-{number:03}", arm)
    change = MatchStateChange(case_id, f"EXAMPLE-{number:03}", reached, TODAY - timedelta(days=12), arm)
    seen = board.store.journal.version_of(subject)
    record_match_state(board.store, actor("coordinator"), change, seen, new_id())


def test_the_coordinator_sees_which_matches_wait_and_which_are_settled(
    open_page: OpenPage, board: Board
) -> None:
    keep(board.store, trial(1))
    keep(board.store, trial(2))
    assert "Nobody has recorded what became of a match" in words(open_page("coordinator", "trials"))
    state(board, board.north.case_id, MatchState.CONTACTED)
    state(board, board.north.case_id, MatchState.SCREENED)
    state(board, board.north.case_id, MatchState.ENROLLED, 2)
    app = open_page("coordinator", "trials")
    assert "1 shown of 2 matches: 1 screened, 1 enrolled; the longest unchanged first." in words(app)
    (row,) = shown(app, "Since").to_dict("records")
    assert (row["Patient"], row["Trial"], row["State"], row["For"]) == (
        "P-001", "EXAMPLE-001", "Screened", "12 days",
    )  # fmt: skip
    elements(app, "button_group")[0].set_value("all").run()
    assert sorted(shown(app, "Since")["State"]) == ["Enrolled", "Screened"]


def test_another_centres_matches_are_not_seen(open_page: OpenPage, board: Board) -> None:
    keep(board.store, trial(1))
    state(board, board.north.case_id, MatchState.CONTACTED)
    assert "P-001" not in words(open_page("analyst", "trials"))
    south = open_page("oncologist-south", "trials")
    assert not [one for one in south.dataframe if "Since" in one.value.columns]
    assert list(shown(open_page("oncologist-north", "trials"), "Since")["Patient"]) == ["P-001"]


def test_a_new_trial_begins_with_an_example_that_needs_its_own_number(open_page: OpenPage) -> None:
    app = open_page("coordinator", "write-trial")
    assert next(one for one in app.button if one.label == "Save trial").disabled
    assert "Give the trial its number (protocol_no)" in words(app)
    assert "Two trials stand in this text" not in words(app)
    start = first_example((ROOT / "docs" / "guide" / "trial_template.yaml").read_text())
    (made,) = read_trials(start.replace("protocol_no: ''", "protocol_no: OWN-1"), "own").trials
    assert (made.trial_id, made.numbers) == ("OWN-1", ())


PERSONS = """staff_list:
- name: Jane Person
  role: curator
curated_by: Joe Person
# read by two
"""


def test_names_of_persons_in_a_text_are_told_and_not_kept(open_page: OpenPage, board: Board) -> None:
    written = PERSONS + write_trial(trial())
    (line, told) = read(board, "persons.yaml", written.encode())
    assert [one.section for one in told.problems] == ["staff_list", "curated_by"]
    assert "Person" not in " ".join(one.sentence for one in told.problems)
    assert line.value.text == "# read by two\n" + write_trial(trial())
    as_json = json.dumps({"protocol_no": "J-1", "curated_by": "Joe Person", "match": []})
    assert "Person" not in read(board, "persons.json", as_json.encode())[0].value.text
    board.store.desk.save_draft("coordinator", "write_trial:new", {"text": written, "reason": "First"})
    press(open_page("coordinator", "write-trial"), "Save trial")
    assert "Person" not in entries(board)[0].text
    assert "# read by two" in entries(board)[0].text


def test_no_file_beyond_the_limit_is_dropped_without_a_word(board: Board) -> None:
    files = [(f"{number}.yaml", write_trial(trial(number)).encode()) for number in range(52)]
    lines = brought_together(files, entries(board), PLACES, ())
    assert len(lines) == 52
    assert [one.file for one in lines if one.record is None] == ["50.yaml", "51.yaml"]
    assert lines[-1].becomes.startswith("nothing: 50 files at once")


def test_a_number_that_is_too_long_is_told_and_the_other_trials_are_taken(board: Board) -> None:
    long = write_trial(trial()).replace("EXAMPLE-001", "x" * 300)
    lines = read(board, "two.yaml", f"{long}---\n{write_trial(trial(2))}".encode())
    assert [one.record is None for one in lines] == [True, False]
    assert "at most 80 characters" in lines[0].becomes


def test_the_counts_are_read_on_every_colour_light_and_dark() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
        return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    counted = [Counted("North", True, 2026, answer) for answer in Answer]
    figure = counts_figure("Title", "centre", grouped(counted, by_centre)[0])
    assert len(figure.data) == len(figure.layout.annotations) == len(Answer)
    for bar, told in zip(figure.data, figure.layout.annotations, strict=True):
        assert (light(bar.marker.color) + 0.05) / (light(told.font.color) + 0.05) >= 4.5
        # Text of a bar itself would get the page's colour, whatever is asked for.
        assert bar.text is None


def test_a_count_stands_in_the_middle_of_its_segment_with_its_shape_where_there_is_room() -> None:
    counted = [Counted("North", True, 2026, Answer.PASS)] * 30
    counted += [Counted("South", True, 2026, Answer.PASS), Counted("South", True, 2026, Answer.FAIL)]
    figure = counts_figure("Title", "centre", grouped(counted, by_centre)[0])
    told = {(one.x, one.y): one.text for one in figure.layout.annotations}
    assert told == {(15, 0): "● 30", (0.5, 1): "1", (1.5, 1): "1"}
    many = [Counted("North", True, 2026, Answer.PASS)] * 200 + [Counted("South", True, 2026, Answer.FAIL)]
    figure = counts_figure("Title", "centre", grouped(many, by_centre)[0])
    assert [one.text for one in figure.layout.annotations] == ["● 200"]


def test_the_count_of_a_year_stands_on_its_own_bar() -> None:
    counted = [Counted("North", True, year, Answer.PASS) for year in (2024, 2026, 2026)]
    figure = counts_figure("Title", "year", grouped(counted, by_year)[0])
    assert list(figure.data[0].y) == ["2024", "2026"]
    # A text that reads as a number is a place on a category axis, even for an axis of years.
    assert [one.y for one in figure.layout.annotations] == [0, 1]


def test_what_is_kept_back_of_a_centre_is_one_hatched_segment_so_that_every_bar_has_its_length() -> None:
    counted = [Counted("North", False, 2026, Answer.PASS)] * 2
    counted += [Counted("North", False, 2026, Answer.FAIL)] * 9 + [Counted("South", True, 2026, Answer.PASS)]
    (found,) = grouped(counted, by_centre)
    figure = counts_figure("Title", "centre", found)
    assert figure.data[-1].name == "kept back"
    drawn = [sum(bar.x[place] or 0 for bar in figure.data) for place in range(2)]
    assert drawn == [one.total for one in found.groups] == [11, 1]
    assert figure.data[-1].x[0] > 2
