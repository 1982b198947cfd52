"""The sentences of the lists and of the record of acts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from components.audit_table import audit_table, chain_sentence, opening_sentence, verb_in_words
from components.uptake_figures import decisions_table, funnel_figure, funnel_table, waited_counts
from components.worklist import state_sentence, waiting_sentence
from domain.codes import RecommendationKind
from domain.quality import Outcome
from domain.uptake import PatientPath, UptakeRow
from domain.views.audit import AuditPage, AuditRow
from domain.views.follow_up import PatientRow, Waiting, WhoseCase
from endpoints.funnel import funnel
from endpoints.uptake import pending_answers, uptake

TODAY = date(2026, 11, 21)
WHOSE = WhoseCase("p", "P-001", "Lung Adenocarcinoma", "Northern hospital", True)
PATIENT = PatientRow(WHOSE, "c", None, 0, None, None, 0, False, None)
WAITING = Waiting("r", "c", WHOSE, "Rebiopsy", TODAY, 12, None, False)


def path(patient: str, **overrides: object) -> PatientPath:
    values: dict[str, object] = {
        "patient": patient, "centre": "North", "profile": None, "actionable": None, "discussed": False,
        "therapy_recommended": False, "followed": None, "specimen_on": None, "reported_on": None,
    }  # fmt: skip
    return PatientPath(**{**values, **overrides})  # type: ignore[arg-type]


def test_a_patients_state_is_a_sentence_and_what_waits_comes_before_all_else() -> None:
    waiting = replace(PATIENT, waiting=2, waiting_since=TODAY - timedelta(days=12), next_meeting_on=TODAY)
    assert state_sentence(waiting, TODAY) == "2 recommendations wait for an answer, the longest since 12 days"
    assert (
        state_sentence(replace(waiting, waiting=1), TODAY)
        == "A recommendation waits for an answer since 12 days"
    )
    assert state_sentence(replace(PATIENT, next_meeting_on=TODAY)) == "On the agenda of 21 Nov 2026"
    assert state_sentence(replace(PATIENT, recommended=1)) == "All recommendations are answered"
    assert state_sentence(replace(PATIENT, concluded_actionable=False)) == "Concluded as not actionable"
    assert state_sentence(replace(PATIENT, profiled=True)) == "Profiled, not on an agenda yet"
    assert state_sentence(PATIENT) == "Waiting for a profile"


def test_a_deferral_says_since_when_it_is_open() -> None:
    assert waiting_sentence(WAITING) == "Waiting since 12 days"
    assert waiting_sentence(replace(WAITING, days=0)) == "Waiting since today"
    assert waiting_sentence(replace(WAITING, deferred=True)) == "Deferred, open since 12 days"
    deferred = replace(WAITING, deferred=True, deferred_on=TODAY, days=120)
    assert waiting_sentence(deferred) == "Deferred on 21 Nov 2026, open since 4 months"


def test_an_act_stands_in_words_with_the_end_of_its_subjects_id() -> None:
    row = AuditRow(
        7, datetime(2026, 11, 21, 5, 47, 22, tzinfo=UTC), "chair", "Chris Chair", "chair", None,
        "recommendation_withdrawn", "recommendation", "0000-1111-222233334444", 3, "Replaced",
    )  # fmt: skip
    assert audit_table(AuditPage((row,), 1)).rows == (
        (7, "21 Nov 2026, 05:47:22", "Chris Chair (chair)", "Chair", None, "Withdrew a recommendation",
         "Recommendation", "222233334444", 3, "Replaced"),
    )  # fmt: skip
    assert audit_table(AuditPage((row,), 1), whole_ids=True).rows[0][7] == "0000-1111-222233334444"


def test_an_act_that_has_no_words_yet_is_shown_by_its_own_name() -> None:
    assert verb_in_words("patient_enrolled") == "Patient enrolled"


def test_a_broken_chain_says_what_to_do_and_a_whole_one_how_long_it_is() -> None:
    assert chain_sentence(1, None).startswith("The chain of 1 act holds")
    told = chain_sentence(5, "Event 3: it was changed after it was recorded.")
    assert "does not hold. Event 3" in told
    assert "backup" in told


def test_a_store_that_was_rebuilt_says_why_and_what_was_kept() -> None:
    told = opening_sentence("rebuilt", 12, "The tables disagree with the journal.", "store-x.aside")
    assert told.startswith("The store was rebuilt from the journal, 12 acts projected. The tables disagree")
    assert "store-x.aside" in told
    assert opening_sentence("opened", 0, "", None) == "The store was opened as it was."


def test_the_funnels_figure_and_table_say_the_same_and_name_who_is_not_known() -> None:
    steps = funnel([path("a", profile=Outcome.SUCCESS, discussed=True), path("b")])
    table = funnel_table(steps)
    assert table.rows[1][:4] == ("Profiled with success", 1, "1 of 2 (50.0 %)", "1 of 2 (50.0 %)")
    assert table.rows[1][4:] == ("1 of 1 (100.0 %)", 1, "1 not known yet")
    figure = funnel_figure(steps)
    assert "n = 2 patients" in figure.layout.title.text
    assert list(figure.data[0].x) == [row[1] for row in table.rows]


def test_nobody_to_count_is_told_without_a_percentage() -> None:
    rows = decisions_table([uptake([], "All")]).rows
    assert rows[0][1:7] == ("0 of 0",) * 6
    assert "%" not in "".join(str(cell) for cell in rows[0])


def test_waiting_times_fall_into_one_class_each() -> None:
    waiting = [
        UptakeRow(
            str(days), "North", RecommendationKind.OFF_LABEL, None, None, (), None, None, TODAY, days
        )
        for days in (0, 13, 14, 55, 56, 89, 90, 400)
    ]  # fmt: skip
    assert list(waited_counts(pending_answers(waiting)).values()) == [2, 1, 1, 2, 2]
