"""The sentences of the lists and of the record of acts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from components.audit_table import (
    audit_table,
    chain_sentence,
    narrowed_in_a_name,
    narrowed_words,
    opening_sentence,
    verb_in_words,
)
from components.csv_file import Share
from components.lacking_filter import lacking_words
from components.uptake_figures import decisions_table, funnel_figure, funnel_table, waited_counts
from components.uptake_filter import filter_words, reach_words
from components.uptake_heat import MOST_ACROSS, RAMP, reasons_heat, text_on
from components.uptake_summary import uptake_sentence
from components.worklist import closest_first, state_sentence, waiting_sentence
from domain.codes import Decision, ReasonNotFollowed, RecommendationKind
from domain.lacking import Lacking
from domain.people import Role
from domain.quality import Outcome
from domain.uptake import PatientPath, UptakeRow
from domain.views.audit import AuditChoices, AuditFilter, AuditPage, AuditRow
from domain.views.choices import Choice
from domain.views.follow_up import PatientRow, Shown, Waiting, WhoseCase
from domain.views.uptake import Narrowed
from endpoints.funnel import funnel
from endpoints.uptake import pending_answers, reasons_by_centre, reasons_table, uptake

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


def test_a_patient_on_an_agenda_says_what_she_lacks_of_her_profile() -> None:
    planned = replace(PATIENT, next_meeting_on=TODAY)
    told = {lacking: state_sentence(replace(planned, lacking=lacking), TODAY) for lacking in (None, *Lacking)}
    assert told == {
        None: "On the agenda of 21 Nov 2026",
        Lacking.PROFILE: "On the agenda of 21 Nov 2026, no profile yet",
        Lacking.RESULTS: "On the agenda of 21 Nov 2026, profile failed",
    }
    failed = replace(PATIENT, profiled=True, lacking=Lacking.RESULTS)
    assert state_sentence(failed) == "Profile failed, not on an agenda yet"


def test_what_cases_lack_is_counted_in_words() -> None:
    counts = {Lacking.PROFILE: 1_017, Lacking.RESULTS: 0}
    assert lacking_words(counts) == "No profile yet: 1,017. Profile failed: 0."


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
         "Replaced", "Recommendation", "222233334444", 3),
    )  # fmt: skip
    assert audit_table(AuditPage((row,), 1), whole_ids=True).rows[0][8] == "0000-1111-222233334444"


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
    half = Share("1 of 2 (50.0 %)", 1, 2)
    assert table.rows[1][:4] == ("Profiled, wholly or in part", 1, half, half)
    assert table.rows[1][4:] == (Share("1 of 1 (100.0 %)", 1, 1), 1, "1 not known yet")
    figure = funnel_figure(steps)
    assert "n = 2 patients" in figure.layout.title.text
    assert list(figure.data[0].x) == [row[1] for row in table.rows]


def test_nobody_to_count_is_told_without_a_percentage() -> None:
    rows = decisions_table([uptake([], "All")]).rows
    assert rows[0][1:8] == (Share("0 of 0", 0, 0),) * 7
    assert "%" not in "".join(str(cell) for cell in rows[0])


def test_each_share_of_the_answers_says_who_is_left_out_of_it() -> None:
    rows = [
        UptakeRow(str(place), "North", kind, decision, None, (), None, None, TODAY, None)
        for place, (kind, decision) in enumerate(
            [
                (RecommendationKind.OFF_LABEL, Decision.FOLLOWED),
                (RecommendationKind.OFF_LABEL, None),
                (RecommendationKind.REBIOPSY, None),
            ]
        )
    ]
    assert uptake_sentence(uptake(rows)) == (
        "Followed wholly or partly: 1 of 2 (50.0 %) of recommended therapies. "
        "Left out: 1 not advice of a therapy. "
        "Of answers known: 1 of 1 (100.0 %). Left out: 1 no answer yet; 1 not advice of a therapy."
    )


def test_whose_patients_are_counted_is_said_to_a_laboratory_and_an_oncologist() -> None:
    north = (Choice("north", "Northern hospital"),)
    told = filter_words(Narrowed(), north, (), reach_words(Role.LABORATORY, 1))
    assert told.startswith("Northern hospital, patients profiled by your laboratory, all kinds")
    both = (*north, Choice("south", "Southern hospital"))
    assert filter_words(Narrowed(), both, (), reach_words(Role.ONCOLOGIST, 2)).startswith("your centres, ")
    assert filter_words(Narrowed(), both, (), reach_words(Role.ANALYST, 0)).startswith("all centres, ")
    assert filter_words(Narrowed("south"), both, (), "all centres").startswith("Southern hospital, all kinds")


def test_a_narrowed_record_says_to_what_in_its_file_and_in_the_files_name() -> None:
    offered = AuditChoices((("chair", "Chris Chair"),), (), ())
    narrowed = AuditFilter("chair", verb="case_opened", since=TODAY)
    assert narrowed_words(narrowed, offered) == (
        "Narrowed to: person Chris Chair (chair); act Opened a case; from 21 Nov 2026"
    )
    assert narrowed_in_a_name(narrowed) == "chair-case-opened-from-2026-11-21"
    assert (narrowed_words(AuditFilter(), offered), narrowed_in_a_name(AuditFilter())) == ("", "")


def test_a_search_that_is_cut_says_how_to_see_the_rest() -> None:
    assert closest_first(Shown((PATIENT,), 1)) == "the closest name first"
    assert closest_first(Shown((PATIENT,), 36)).endswith("type more of the pseudonym to narrow it")


def test_reasons_stand_across_and_centres_down_and_the_rarest_are_left_to_the_table() -> None:
    labels = {reason: f"{reason.value} & <more> words to break" for reason in ReasonNotFollowed}
    rows = [
        UptakeRow(
            f"{place}-{centre}", centre, RecommendationKind.OFF_LABEL, Decision.DECLINED, reason, (), None,
            None, TODAY, None,
        )
        for place, reason in enumerate(list(ReasonNotFollowed)[:12])
        for centre in ("North", "South")
    ]  # fmt: skip
    figure = reasons_heat(reasons_by_centre(rows), reasons_table(rows), labels)
    assert len(figure.data[0].x) == MOST_ACROSS
    assert [name.split(" ")[0] for name in figure.data[0].y] == ["North (n", "South (n"]
    assert "the 9 most frequent of 12 reasons" in figure.layout.title.text
    assert all("&lt;more&gt;" in name and "<br>" in name for name in figure.data[0].x)


def test_waiting_times_fall_into_one_class_each() -> None:
    waiting = [
        UptakeRow(
            str(days), "North", RecommendationKind.OFF_LABEL, None, None, (), None, None, TODAY, days
        )
        for days in (0, 13, 14, 55, 56, 89, 90, 400)
    ]  # fmt: skip
    assert list(waited_counts(pending_answers(waiting)).values()) == [2, 1, 1, 2, 2]


def test_the_text_of_every_cell_of_the_heat_map_has_a_contrast_of_four_and_a_half() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    def shade(share: float) -> str:
        (low, first), (high, last) = next(pair for pair in pairwise(RAMP) if share <= pair[1][0])
        along = (share - low) / (high - low)
        parts = [(int(first[at : at + 2], 16), int(last[at : at + 2], 16)) for at in (1, 3, 5)]
        return "#" + "".join(f"{round(begin + (end - begin) * along):02X}" for begin, end in parts)

    for hundredth in range(101):
        text = text_on(hundredth / 100)
        assert text is not None
        dark, bright = sorted((light(text), light(shade(hundredth / 100))))
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, hundredth
    assert text_on(None) is None


def test_the_counts_say_the_day_of_which_they_tell() -> None:
    told = filter_words(Narrowed(), (), (), "all centres", TODAY)
    assert told == "all centres, all kinds of therapy, all dates, as recorded by 21 Nov 2026"
