"""What was said of a finding, and of the same finding before in the same tumour type."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data.journal import new_id
from data.reach import reach_of
from data.read.classified_before import findings_said, same_tumour
from data.record import answers, findings, responses
from data.store import Store
from domain.answers import Answer, AnswerCorrection
from domain.cases import Tumour
from domain.classifications import Classification, finding_label, known_protein_change
from domain.codes import Decision
from domain.responses import BestResponse, ResponseCriteria, ResponseValue
from domain.views.classified import FindingSaid, SameFinding, SameTumour
from tests.builders import (
    TODAY,
    Board,
    accept_run,
    actor,
    new_board,
    open_case,
    reading,
    recommend,
    small_variant,
    supporting,
)

ESCAT = Classification("escat", "I-A", "As in the trial")


def classify(store: Store, user: str, finding_id: str, value: Classification = ESCAT) -> None:
    version = store.journal.version_of(finding_id)
    findings.record_classification(store, actor(user), (finding_id, value), version, new_id())


def said(store: Store, finding_id: str, user: str = "chair") -> FindingSaid:
    with store.reading(reach_of(actor(user))) as reader:
        return findings_said(reader, [finding_id])[finding_id]


@pytest.fixture
def board(tmp_path: Path) -> Board:
    return new_board(tmp_path / "home", calls=2)


def braf(board: Board, profile_id: str | None = None) -> str:
    """The id of BRAF V600E in a profile, the northern patient's by default."""
    wanted = profile_id or board.profile_id
    with board.store.reading(reach_of(actor("chair"))) as reader:
        profile = reader.row("reach/profile", profile_id=wanted)
        assert profile is not None
        rows = reader.rows("findings/small_variants", profile_no=profile["profile_no"])
    return f"{wanted}.{next(row['finding_no'] for row in rows if row['gene'] == 'BRAF')}"


def another(board: Board, code: str = "LUAD", pseudonym: str = "P-300", **call: Any) -> tuple[str, str]:
    """Another patient with BRAF V600E: the case's id and the finding's; ``call`` writes it differently."""
    opened = open_case(board.store, pseudonym, tumour=Tumour(code))
    found = replace(reading("x").findings, small_variants=(small_variant(**call),))
    return opened.case_id, braf(board, accept_run(board.store, opened, findings=found))


def test_the_history_shows_what_each_voice_said_and_which_of_it_holds(board: Board) -> None:
    one = braf(board)
    classify(board.store, "chair", one)
    classify(board.store, "laboratory-a", one, Classification("escat", "II-A"))
    classify(board.store, "chair", one, Classification("escat", "I-B"))
    classify(board.store, "chair", one, Classification("oncogenicity", "oncogenic"))
    told = said(board.store, one)
    assert [(line.by, line.label, line.in_force) for line in told.history] == [
        ("Board", "ClinGen/CGC/VICC oncogenic", True),
        ("Board", "ESCAT I-B", True),
        ("Laboratory A", "ESCAT II-A", True),
        ("Board", "ESCAT I-A", False),
    ]
    assert [line.biological for line in told.in_force()] == [True, False, False]
    assert told.history[3].author == "Chris Chair"


def test_what_was_said_of_the_same_change_in_the_same_tumour_is_offered_with_what_became_of_it(
    board: Board,
) -> None:
    case_id, theirs = another(board)
    classify(board.store, "chair", theirs)
    profile_id, _, number = theirs.rpartition(".")
    advice = recommend(board.store, case_id, supporting=(supporting(profile_id, int(number)),))
    value = Answer(Decision.DECLINED, None, None, "Dr N.", "responding", ("patient_travel",))
    answers.record_answer(board.store, actor("oncologist-north"), (advice, value), 1, new_id())
    (before,) = said(board.store, braf(board)).before
    assert (before.same_finding, before.same_tumour) == (SameFinding.CHANGE, SameTumour.TYPE)
    assert (before.line.label, before.line.comment, before.this_patient) == (
        "ESCAT I-A", "As in the trial", False,
    )  # fmt: skip
    (advised,) = before.advised
    assert advised.advice == "Approved therapy: dabrafenib + trametinib"
    assert advised.became.startswith("Not followed")
    assert advised.became.count(";") == 1


def test_the_best_response_is_offered_with_its_date_while_the_advice_counts_as_followed(board: Board) -> None:
    case_id, theirs = another(board)
    classify(board.store, "chair", theirs)
    profile_id, _, number = theirs.rpartition(".")
    advice = recommend(board.store, case_id, supporting=(supporting(profile_id, int(number)),))
    north = actor("oncologist-north")

    def told() -> str | None:
        (before,) = said(board.store, braf(board)).before
        return before.advised[0].response

    assert told() is None
    answers.record_answer(
        board.store, north, (advice, Answer(Decision.FOLLOWED, None, None, "Dr N.")), 1, new_id()
    )
    assert told() == "No best response was recorded"
    seen = BestResponse(ResponseValue.PR, ResponseCriteria.RECIST, TODAY, "Dr N.")
    responses.record_response(board.store, north, (advice, seen), 0, new_id())
    assert told() == f"Best response PR (RECIST 1.1), {TODAY.day} {TODAY:%b %Y}"
    misheard = AnswerCorrection(Answer(Decision.DECLINED, None, None, "Dr N.", "responding"), "Misheard.")
    answers.record_answer_correction(board.store, north, (advice, misheard), 2, new_id())
    assert told() is None


def test_the_same_protein_change_written_by_another_base_is_second_best(board: Board) -> None:
    _, theirs = another(board, ref="AC", alt="TT", p_dot="p.V600E")
    classify(board.store, "chair", theirs)
    (before,) = said(board.store, braf(board)).before
    assert before.same_finding is SameFinding.PROTEIN


def test_another_tumour_of_the_main_type_is_told_apart_and_other_tumours_are_only_counted(
    board: Board,
) -> None:
    for code, pseudonym in (("LUSC", "P-301"), ("SKCM", "P-302"), ("LUAD", "P-303")):
        classify(board.store, "chair", another(board, code, pseudonym)[1])
    told = said(board.store, braf(board))
    assert [one.same_tumour for one in told.before] == [SameTumour.TYPE, SameTumour.MAIN_TYPE]
    assert told.elsewhere == 1


def test_what_one_voice_said_alike_in_several_patients_is_one_line_with_their_number(board: Board) -> None:
    for pseudonym in ("P-304", "P-305"):
        classify(board.store, "chair", another(board, "LUAD", pseudonym)[1])
    classify(board.store, "chair", another(board, "LUAD", "P-306")[1], Classification("escat", "II-B"))
    told = said(board.store, braf(board)).before
    assert [(one.line.level, one.patients) for one in told] == [("II-B", 1), ("I-A", 2)]


def test_only_what_the_reader_reaches_is_offered(board: Board) -> None:
    _, theirs = another(board)
    classify(board.store, "chair", theirs)
    assert len(said(board.store, braf(board), "laboratory-a").before) == 1
    with board.store.reading(reach_of(actor("laboratory-b"))) as reader:
        assert findings_said(reader, [braf(board)]) == {}
    # A board member reaches what stands on an agenda: the other patient's case does not.
    assert said(board.store, braf(board), "member").before == ()


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("LUAD", "LUAD", SameTumour.TYPE),
        ("LUAD", "LUSC", SameTumour.MAIN_TYPE),
        ("LUAD", "SKCM", None),
        (None, "LUAD", None),
        ("LUAD", None, None),
        (None, None, None),
    ],
)
def test_tumours_are_the_same_by_type_or_by_main_type(
    one: str | None, other: str | None, told: SameTumour | None
) -> None:
    assert same_tumour(one, other) is told


@pytest.mark.parametrize("change", [None, "p.?", "NP_1.1:p.(=)", "c.1799T>A", "gain", "p.(Val600=)"])
def test_a_change_that_says_nothing_of_the_protein_is_no_protein_change(change: str | None) -> None:
    assert known_protein_change(change) is None


@pytest.mark.parametrize("change", ["NP_004324.2:p.(Val600Glu)", "p.V600E", "p.Val600Glu"])
def test_a_protein_change_has_one_spelling(change: str) -> None:
    assert known_protein_change(change) == "p.Val600Glu"


def test_a_finding_is_called_by_gene_and_change_without_the_reference() -> None:
    assert finding_label("BRAF", "NP_004324.2:p.(Val600Glu)") == "BRAF p.(Val600Glu)"
    assert finding_label(None, "splice_variant") == "splice variant"
