"""What each role may hold against each other's words."""

from collections.abc import Iterator

import pytest

from data.read.harmonise import cohort_words
from data.store import Store
from domain.cases import Tumour
from domain.classifications import Classification
from domain.harmonise import OTHER_LABORATORIES, SameTumourBy, compare, words_on
from tests.builders import TODAY, OpenedCase, accept_run, actor, new_store, open_case, plan_meeting
from tests.data.read.test_classified_before import classify


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """BRAF V600E of three patients: two of laboratory A (the board and it speak), one of laboratory B."""
    made = new_store(tmp_path_factory.mktemp("harmonise") / "home")
    told = Classification("escat", "II-A", "After our own table")
    for place, (laboratory, centre) in enumerate((("lab-a", "north"), ("lab-b", "south"))):
        opened = open_case(made, f"P-60{place}", centre, laboratory=laboratory, tumour=Tumour("LUAD"))
        finding_id = braf(made, opened, laboratory)
        classify(made, f"laboratory-{laboratory[-1]}", finding_id, told)
        if laboratory == "lab-a":
            plan_meeting(made, opened.case_id)
            classify(made, "chair", finding_id, Classification("escat", "I-A", "Word of the board"))
            classify(made, "chair", finding_id, Classification("escat", "I-B", "Second thought"))
        else:
            # A change of which laboratory A has said nothing.
            classify(made, "laboratory-b", f"{finding_id.rpartition('.')[0]}.1", told)
    yield made
    made.close()


def braf(store: Store, opened: OpenedCase, laboratory: str) -> str:
    from dataclasses import replace

    from data.journal import new_id
    from data.reach import reach_of
    from data.record import runs
    from domain.acceptance import RunAcceptance, SampleAcceptance
    from domain.readings import FileKind, FileRead
    from tests.builders import TODAY, reading, small_variant

    if laboratory == "lab-a":
        profile_id = accept_run(store, opened, calls=1)
    else:
        found = replace(
            reading("x").findings, small_variants=(small_variant(), small_variant(2)), biomarkers=(),
        )  # fmt: skip
        sample = SampleAcceptance(reading(opened.sample_id, findings=found), (opened.specimen_id,), TODAY)
        file = FileRead("b.tsv", "0" * 64, 1, FileKind.COMBINED_VARIANT_OUTPUT)
        run = RunAcceptance("SYN-RUN-B", "lab-b", (file,), (sample,))
        event = runs.record_run(store, actor("laboratory-b"), run, 0, new_id())
        profile_id = str((event.payload or {})["profiles"][0]["profile_id"])
    with store.reading(reach_of(actor("chair"))) as reader:
        profile = reader.row("reach/profile", profile_id=profile_id)
        assert profile is not None
        rows = reader.rows("findings/small_variants", profile_no=profile["profile_no"])
    return f"{profile_id}.{next(row['finding_no'] for row in rows if row['gene'] == 'BRAF')}"


@pytest.mark.parametrize("user", ["chair", "coordinator"])
def test_chair_and_coordinator_see_every_voice_with_its_comment(store: Store, user: str) -> None:
    words = cohort_words(store, actor(user))
    assert {word.voice.name for word in words} == {"Board", "Laboratory A", "Laboratory B"}
    assert {word.comment for word in words} == {
        "After our own table", "Word of the board", "Second thought",
    }  # fmt: skip
    assert all(word.synthetic for word in words)


def test_what_was_said_anew_counts_once_and_the_earlier_word_is_known_to_be_replaced(store: Store) -> None:
    board = [word for word in cohort_words(store, actor("chair")) if word.voice.name == "Board"]
    assert [(word.level, word.replaced_on) for word in board] == [("I-A", board[1].said_on), ("I-B", None)]
    assert [word.level for word in words_on(board, TODAY)] == ["I-B"]


def test_the_analyst_sees_the_voices_without_comments_and_authors(store: Store) -> None:
    words = cohort_words(store, actor("analyst"))
    assert len(words) == len(cohort_words(store, actor("chair")))
    assert {word.comment for word in words} == {word.author for word in words} == {None}


def test_a_board_member_reads_the_comments_of_cases_on_an_agenda_alone(store: Store) -> None:
    words = cohort_words(store, actor("member"))
    read = {word.voice.name for word in words if word.comment}
    assert read == {"Board", "Laboratory A"}


def test_a_laboratory_sees_its_own_words_and_all_others_pooled_and_unnamed(store: Store) -> None:
    words = cohort_words(store, actor("laboratory-a"))
    assert {word.voice.name for word in words} == {"Laboratory A", "Board", OTHER_LABORATORIES}
    assert {word.comment for word in words if not word.voice.own} == {None}
    assert {word.finding for word in words} == {"BRAF p.(Val600Glu)"}
    told = compare(words_on(words, TODAY), SameTumourBy.TYPE, only_own=True).comparisons
    assert {(one.first.voice.name, one.second.voice.name) for one in told} == {
        ("Laboratory A", OTHER_LABORATORIES), ("Laboratory A", "Board"),
    }  # fmt: skip


def test_the_administrator_sees_no_word(store: Store) -> None:
    assert cohort_words(store, actor("administrator")) == ()
