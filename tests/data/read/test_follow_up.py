"""What waits for the physician, her patients, and one recommendation as she answers it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.journal import new_id
from data.reach import reach_of
from data.read import follow_up
from data.record.answers import record_answer, record_answer_correction
from data.record.recommendations import record_withdrawal
from data.store import Reader
from domain.answers import Answer, AnswerCorrection
from domain.codes import Decision, RecommendationKind
from domain.lacking import Lacking
from domain.quality import Outcome
from domain.recommendations import Recommendation, Withdrawal
from tests.builders import TODAY, Board, accept_run, actor, new_board, open_case, recommend

DECLINED = Answer(
    Decision.DECLINED, None, TODAY, "Nora North", "deterioration", ("comorbidity",), "Too frail."
)
DEFERRED = Answer(Decision.DEFERRED, None, TODAY, "Nora North", "reimbursement_pending")


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = new_board(tmp_path)
    yield made
    made.store.close()


def looking(board: Board, user: str) -> "Look":
    return Look(board, user)


class Look:
    """One look at the store as a user."""

    def __init__(self, board: Board, user: str) -> None:
        self._reading = board.store.reading(reach_of(actor(user)))

    def __enter__(self) -> Reader:
        return self._reading.__enter__()

    def __exit__(self, *of: object) -> None:
        self._reading.__exit__(None, None, None)


def answered(board: Board, number: int, answer: Answer, version: int = 1) -> None:
    record_answer(
        board.store, actor("oncologist-north"), (board.recommendation_ids[number], answer), version, new_id()
    )


def test_what_waits_stands_the_longest_first_and_says_how_long(board: Board) -> None:
    oldest = recommend(
        board.store, board.north.case_id, kind=RecommendationKind.REBIOPSY, drugs=(),
        recommended_on=TODAY - timedelta(days=40),
    )  # fmt: skip
    with looking(board, "oncologist-north") as reader:
        found = follow_up.waiting(reader)
    assert found.rows[0].recommendation_id == oldest
    assert [row.days for row in found.rows] == [40, 12, 12]
    assert found.rows[0].advice == "Rebiopsy"
    assert found.rows[1].advice in {
        "Approved therapy: dabrafenib + trametinib",
        "Clinical trial: SYN-2026-014",
    }
    assert found.of == 3


def test_an_answered_recommendation_waits_no_longer_and_a_deferred_one_still_does(board: Board) -> None:
    answered(board, 0, DECLINED)
    answered(board, 1, DEFERRED)
    with looking(board, "oncologist-north") as reader:
        found = follow_up.waiting(reader)
    assert [(row.recommendation_id, row.deferred) for row in found.rows] == [
        (board.recommendation_ids[1], True)
    ]
    assert found.rows[0].deferred_on == TODAY


def test_advice_of_no_therapy_and_withdrawn_advice_wait_for_nobody(board: Board) -> None:
    recommend(
        board.store, board.north.case_id, kind=RecommendationKind.NO_THERAPY, drugs=(),
        no_therapy_reason="no_actionable_finding", evidence_scheme=None, evidence_level=None,
    )  # fmt: skip
    wording = Recommendation(RecommendationKind.APPROVED_THERAPY, "As it was.", ("dabrafenib",))
    record_withdrawal(
        board.store,
        actor("chair"),
        (board.recommendation_ids[0], Withdrawal("patient_died"), wording),
        1,
        new_id(),
    )
    with looking(board, "oncologist-north") as reader:
        found = follow_up.waiting(reader)
    assert [row.recommendation_id for row in found.rows] == [board.recommendation_ids[1]]


def test_a_list_that_is_cut_still_says_how_many_there_are(board: Board) -> None:
    with looking(board, "coordinator") as reader:
        first = follow_up.waiting(reader, most=1)
        second = follow_up.waiting(reader, most=1, skip=1)
        patients = follow_up.patients(reader, most=1)
    assert len(first.rows) == len(second.rows) == 1
    assert first.rows[0] != second.rows[0]
    assert first.of == second.of == 2
    assert (len(patients.rows), patients.of) == (1, 2)


def test_the_physician_of_another_centre_sees_neither_list_nor_recommendation(board: Board) -> None:
    with looking(board, "oncologist-south") as reader:
        assert follow_up.waiting(reader).of == 0
        assert [row.whose.pseudonym for row in follow_up.patients(reader).rows] == ["P-002"]
        assert follow_up.patients_called(reader, "P-001").of == 0
        foreign = follow_up.advice_to_answer(reader, board.recommendation_ids[0])
        unknown = follow_up.advice_to_answer(reader, "no-such-recommendation")
    assert foreign is None
    assert unknown is None


def test_a_patient_is_found_by_pseudonym_or_sample_whatever_the_case_the_same_name_first(
    board: Board,
) -> None:
    open_case(board.store, "XP-001", "north")
    with looking(board, "oncologist-north") as reader:
        by_pseudonym = follow_up.patients_called(reader, " p-001 ")
        by_sample = follow_up.patients_called(reader, "001-dna")
        nobody = follow_up.patients_called(reader, "%")
    assert [row.whose.pseudonym for row in by_pseudonym.rows] == ["P-001", "XP-001"]
    assert by_sample.of == 2
    assert nobody.rows == ()


def test_a_patient_row_says_where_she_stands(board: Board) -> None:
    with looking(board, "coordinator") as reader:
        rows = {row.whose.pseudonym: row for row in follow_up.patients(reader).rows}
    north, south = rows["P-001"], rows["P-002"]
    assert (north.waiting, north.waiting_since) == (2, TODAY - timedelta(days=12))
    assert (north.profiled, south.profiled) == (True, False)
    assert south.next_meeting_on == TODAY + timedelta(days=7)
    assert (north.whose.tumour, north.whose.centre) == ("Lung Adenocarcinoma", "Northern hospital")


def test_a_patient_whose_newest_case_lacks_a_profile_is_found_by_that(board: Board) -> None:
    with looking(board, "coordinator") as reader:
        lacking = follow_up.lacking(reader)
        among = follow_up.patients(reader, among=lacking[Lacking.PROFILE])
        rows = {row.whose.pseudonym: row.lacking for row in follow_up.patients(reader).rows}
    assert [row.whose.pseudonym for row in among.rows] == ["P-002"]
    assert (among.of, lacking[Lacking.RESULTS]) == (1, ())
    assert rows == {"P-001": None, "P-002": Lacking.PROFILE}


def test_a_failed_profile_lacks_its_results_and_a_partial_one_does_not(board: Board) -> None:
    failed, partial = (open_case(board.store, pseudonym) for pseudonym in ("P-003", "P-004"))
    accept_run(board.store, failed, outcome=Outcome.FAILED, outcome_reason="Contaminated.")
    accept_run(board.store, partial, outcome=Outcome.PARTIAL)
    with looking(board, "coordinator") as reader:
        found = follow_up.lacking(reader)
        row = follow_up.patients(reader, among=found[Lacking.RESULTS]).rows[0]
    assert found == {Lacking.PROFILE: (board.south.patient_id,), Lacking.RESULTS: (failed.patient_id,)}
    assert (row.profiled, row.lacking) == (True, Lacking.RESULTS)


def test_those_who_lack_a_profile_stand_the_oldest_case_first_and_by_the_page(board: Board) -> None:
    ids = [board.south.patient_id]
    ids += [open_case(board.store, f"P-1{number:02}").patient_id for number in range(3)]
    with looking(board, "coordinator") as reader:
        lacking = follow_up.lacking(reader)[Lacking.PROFILE]
        pages = [follow_up.patients(reader, most=3, skip=skip, among=lacking) for skip in (0, 3)]
    assert list(lacking) == ids
    assert [[row.whose.patient_id for row in page.rows] for page in pages] == [ids[:3], ids[3:]]
    assert {page.of for page in pages} == {4}


def test_the_physician_of_another_centre_sees_nobody_who_lacks_a_profile_elsewhere(board: Board) -> None:
    with looking(board, "oncologist-north") as reader:
        assert follow_up.lacking(reader) == {Lacking.PROFILE: (), Lacking.RESULTS: ()}
        assert follow_up.patients(reader, among=[board.south.patient_id]).rows == ()


def test_a_recommendation_comes_with_findings_evidence_and_what_else_waits(board: Board) -> None:
    with looking(board, "oncologist-north") as reader:
        advice = follow_up.advice_to_answer(reader, board.recommendation_ids[0])
    assert advice is not None
    assert advice.supporting == ("BRAF p.(Val600Glu)",)
    assert advice.evidence == "ESCAT I-A"
    assert advice.evidence_means.startswith("Randomised")
    assert [other.recommendation_id for other in advice.also_waiting] == [board.recommendation_ids[1]]
    assert advice.answers == ()
    assert advice.may_be_answered
    assert advice.version == 1


def test_a_corrected_answer_is_in_force_and_the_earlier_one_is_kept(board: Board) -> None:
    answered(board, 0, DECLINED)
    followed = Answer(Decision.FOLLOWED, None, date.today(), "Nora North")
    value = (board.recommendation_ids[0], AnswerCorrection(followed, "She improved."))
    record_answer_correction(board.store, actor("oncologist-north"), value, 2, new_id())
    with looking(board, "oncologist-north") as reader:
        advice = follow_up.advice_to_answer(reader, board.recommendation_ids[0])
    assert advice is not None
    first, last = advice.answers
    assert (first.decision, first.primary_reason, first.contributing_reasons) == (
        Decision.DECLINED, "deterioration", ("comorbidity",)
    )  # fmt: skip
    assert (last.decision, last.primary_reason, last.correction_reason) == (
        Decision.FOLLOWED, None, "She improved."
    )  # fmt: skip
    assert advice.in_force == last
    assert not advice.may_be_answered
    assert advice.version == 3
