"""Correcting patient, tumour, specimen and case: one event, the earlier wording kept, nothing else moved."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from components.case_header import tumour_words
from data.journal import Event, new_id
from data.reach import reach_of
from data.read.case import read_case
from data.read.intake import matches
from data.record import cases, corrections
from data.record.act import append
from data.store import Store
from domain.cases import CaseFacts, Specimen, Tumour
from domain.codes import Sex, SpecimenKind, SpecimenOrigin
from domain.corrections import CaseCorrection, PatientCorrection, SpecimenCorrection, TumourCorrection
from domain.readings import RunReading
from domain.refused import Refused, Stale, Unreachable
from domain.views.case import CaseView
from tests.builders import TODAY, Board, actor, open_case, reading

TUMOUR = Tumour("LUAD", site="lung", stage="IV", histology="Adenocarcinoma", diagnosed_on=date(2024, 3, 5))
SPECIMEN = Specimen(
    "lab-a", SpecimenKind.TISSUE, SpecimenOrigin.METASTASIS, ("P-001-DNA",), site="liver",
    collected_on=TODAY - timedelta(days=40), fixation="ffpe", tumour_cell_percent=60, dna_ng=120,
    rna_ng=90, dcq=1.2, dv200_percent=65,
)  # fmt: skip
FACTS = CaseFacts(
    "Which targeted options are there after progression?", 1, 2, "Carboplatin-pemetrexed; docetaxel"
)
WHY = "Typing error"


def patient(board: Board, user: str = "coordinator", seen: int = 0, **changed: Any) -> Event:
    value = PatientCorrection(
        board.north.patient_id, **{"sex": Sex.FEMALE, "year_of_birth": 1961, "reason": WHY, **changed}
    )
    return corrections.correct_patient(board.store, actor(user), value, seen, new_id())


def tumour(board: Board, user: str = "coordinator", seen: int = 0, **changed: Any) -> Event:
    value = TumourCorrection(board.north.tumour_id, replace(TUMOUR, **changed), WHY)
    return corrections.correct_tumour(board.store, actor(user), value, seen, new_id())


def specimen(board: Board, user: str = "coordinator", seen: int = 0, **changed: Any) -> Event:
    value = SpecimenCorrection(board.north.specimen_id, replace(SPECIMEN, **changed), WHY)
    return corrections.correct_specimen(board.store, actor(user), value, seen, new_id())


def case(board: Board, user: str = "coordinator", seen: int = 1, **changed: Any) -> Event:
    value = CaseCorrection(board.north.case_id, replace(FACTS, **changed), WHY)
    return corrections.correct_case(board.store, actor(user), value, seen, new_id())


def seen_by(board: Board, user: str = "coordinator") -> CaseView:
    with board.store.reading(reach_of(actor(user))) as reader:
        found = read_case(reader, board.north.case_id)
    assert found is not None
    return found


def found_at_intake(store: Store, sample_id: str, laboratory_id: str = "lab-a") -> list[str]:
    run = RunReading("run", (), (reading(sample_id, calls=1),), (), ())
    with store.reading(reach_of(actor("coordinator"))) as reader:
        (match,) = matches(reader, run, laboratory_id)
    return [one.specimen_id for one in match.specimens]


def test_every_corrected_field_stands_in_the_case_at_once(board: Board) -> None:
    patient(board, sex=Sex.MALE, year_of_birth=1916)
    tumour(board, oncotree_code="COAD", site="colon", stage=None, diagnosed_on=date(2024, 5, 3))
    specimen(board, collected_on=TODAY - timedelta(days=4), site="lung")
    case(board, ecog=2, previous_lines=3, question="Which options remain?")
    now = seen_by(board, "oncologist-north")
    assert (now.sex, now.year_of_birth, now.pseudonym) == ("Male", 1916, "P-001")
    assert (now.oncotree_code, now.site, now.stage, now.diagnosed_on) == (
        "COAD", "Colon", None, date(2024, 5, 3),
    )  # fmt: skip
    assert (now.specimens[0].collected_on, now.specimens[0].site) == (TODAY - timedelta(days=4), "Lung")
    assert (now.ecog, now.previous_lines, now.question) == (2, 3, "Which options remain?")
    assert len(now.specimens) == 1 and now.opened_on == TODAY


def test_the_last_correction_counts_and_the_earlier_rows_stay(board: Board) -> None:
    patient(board, sex=Sex.MALE)
    patient(board, year_of_birth=1962, seen=1)
    rows = board.store._connection.execute(
        "select version, sex, year_of_birth from main.patient where patient_id = $id order by version",
        {"id": board.north.patient_id},
    ).fetchall()
    assert rows == [(1, "female", 1961), (2, "male", 1961), (3, "female", 1962)]
    assert (seen_by(board).sex, seen_by(board).year_of_birth) == ("Female", 1962)


def test_the_history_says_who_when_what_before_and_after_and_why(board: Board) -> None:
    tumour(board, site="colon", stage="III")
    specimen(board, sample_ids=("S-9", "S-10"), tumour_cell_percent=6.5)
    case(board, ecog=None)
    made = seen_by(board, "chair").corrections
    assert [(one.what, one.field, one.before, one.after) for one in made] == [
        ("Case", "ECOG", "1", None),
        ("Specimen", "Sample ids", "P-001-DNA", "S-9, S-10"),
        ("Specimen", "Tumour cells (%)", "60", "6.5"),
        ("Tumour", "Site", "Lung", "Colon"),
        ("Tumour", "Stage", "Stage IV", "Stage III"),
    ]
    assert {(one.reason, one.recorded_by) for one in made} == {(WHY, "Carla Coordinator")}
    acts = [e for e in board.store.journal.events() if e.verb.endswith("_corrected")]
    assert [f"{one.recorded_at:%H:%M:%S}" for one in made] == [
        acts[i].recorded_at[11:19] for i in (2, 1, 1, 0, 0)
    ]


def test_the_record_of_acts_names_the_fields_and_the_reason_without_what_stood_in_them(board: Board) -> None:
    event = patient(board, sex=Sex.MALE, year_of_birth=1962)
    assert (event.verb, event.subject_kind, event.subject_id, event.subject_version) == (
        "patient_corrected", "patient", board.north.patient_id, 1,
    )  # fmt: skip
    payload = event.payload or {}
    assert payload["changes"] == [
        {"field": "sex", "before": "female", "after": "male"},
        {"field": "year_of_birth", "before": 1961, "after": 1962},
    ]
    assert payload["patient"]["pseudonym"] == "P-001"
    with board.store.reading(reach_of(actor("administrator"))) as reader:
        acts = reader.rows("audit/acts", **dict.fromkeys(
            ("actor_id", "role", "verb", "since", "until", "subject")), most=1, skip=0)  # fmt: skip
    assert acts[0]["reason"] == "Sex, Year of birth: Typing error"


ACTS = [patient, tumour, specimen, case]
OTHER = [{"sex": Sex.MALE}, {"site": "colon"}, {"site": "lung"}, {"ecog": 3}]


@pytest.mark.parametrize(
    "user", ["chair", "member", "oncologist-north", "oncologist-south", "laboratory-a", "analyst"]
)
@pytest.mark.parametrize(("correct", "changed"), [*zip(ACTS, OTHER, strict=True)])
def test_only_who_may_open_a_case_corrects_it(board: Board, user: str, correct: Any, changed: Any) -> None:
    with pytest.raises(Refused, match="may not do this"):
        correct(board, user, **changed)
    assert seen_by(board).corrections == ()


@pytest.mark.parametrize("behind", [1, -1])
@pytest.mark.parametrize(("correct", "changed"), [*zip(ACTS, OTHER, strict=True)])
def test_a_form_about_another_version_is_stale(board: Board, correct: Any, changed: Any, behind: int) -> None:
    event = correct(board, **changed)
    with pytest.raises(Stale, match="your text is kept"):
        correct(board, seen=event.subject_version - behind, **changed)
    assert len(seen_by(board).corrections) == 1


def test_what_does_not_exist_is_refused_in_the_same_words(board: Board) -> None:
    absent = new_id()
    told = []
    acts: tuple[tuple[Any, Any], ...] = (
        (corrections.correct_patient, PatientCorrection(absent, Sex.MALE, 1950, WHY)),
        (corrections.correct_tumour, TumourCorrection(absent, TUMOUR, WHY)),
        (corrections.correct_specimen, SpecimenCorrection(absent, SPECIMEN, WHY)),
        (corrections.correct_case, CaseCorrection(absent, FACTS, WHY)),
    )
    for act, value in acts:
        with pytest.raises(Unreachable) as refused:
            act(board.store, actor("coordinator"), value, 0, new_id())
        told.append(str(refused.value).split(" for you")[0])
    assert told == [f"There is no such {kind}" for kind in ("patient", "tumour", "specimen", "case")]


def test_the_same_token_again_corrects_once(board: Board) -> None:
    value, token = PatientCorrection(board.north.patient_id, Sex.MALE, 1961, WHY), new_id()
    first = corrections.correct_patient(board.store, actor("coordinator"), value, 0, token)
    again = corrections.correct_patient(board.store, actor("coordinator"), value, 0, token)
    assert first.sequence == again.sequence and len(seen_by(board).corrections) == 1


@pytest.mark.parametrize("correct", ACTS)
def test_a_correction_that_changes_nothing_is_refused(board: Board, correct: Any) -> None:
    head = board.store.journal.head()
    with pytest.raises(Refused, match="Nothing differs"):
        correct(board)
    assert board.store.journal.head() == head


@pytest.mark.parametrize("reason", ["", "   ", "she is 85.07.30-033.28"])
def test_a_correction_needs_a_reason_that_names_nobody(board: Board, reason: str) -> None:
    with pytest.raises(Refused, match="reason"):
        patient(board, sex=Sex.MALE, reason=reason)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: replace(TUMOUR, histology="born on 3/5/1961"), "date of birth"),
        (lambda: replace(TUMOUR, site="85.07.30-033.28"), "national number"),
        (lambda: replace(SPECIMEN, sample_ids=("85073003328",)), "national number"),
        (lambda: replace(SPECIMEN, site="85.07.30-033.28"), "national number"),
        (lambda: replace(FACTS, question="Born 03/05/1961, what now?"), "date of birth"),
        (lambda: replace(FACTS, previous_lines_text="85.07.30-033.28"), "national number"),
        (lambda: replace(SPECIMEN, collected_on=TODAY + timedelta(days=1)), "future"),
    ],
)
def test_what_a_case_may_not_hold_no_correction_brings_in(make: Any, told: str) -> None:
    with pytest.raises(Refused, match=told):
        make()


@pytest.mark.parametrize(
    ("correct", "changed", "told"),
    [
        (tumour, {"oncotree_code": "NOTACODE"}, "OncoTree has no code"),
        (tumour, {"stage": "XII"}, "not in the list"),
        (tumour, {"site": "atlantis"}, "not in the list"),
        (specimen, {"fixation": "amber"}, "not in the list"),
        (specimen, {"laboratory_id": "lab-b"}, "went to Laboratory A"),
        (patient, {"year_of_birth": 1850}, "cannot be"),
        (case, {"ecog": 6}, "0 to 5"),
        (case, {"question": " "}, "needs the question"),
    ],
)
def test_what_no_list_has_is_refused(board: Board, correct: Any, changed: Any, told: str) -> None:
    head = board.store.journal.head()
    with pytest.raises(Refused, match=told):
        correct(board, **changed)
    assert board.store.journal.head() == head


def test_a_specimen_that_gets_its_sample_id_later_is_found_at_intake(board: Board) -> None:
    opened = open_case(board.store, "P-300", sample_id="")
    assert found_at_intake(board.store, "S-300") == []
    value = SpecimenCorrection(opened.specimen_id, replace(SPECIMEN, sample_ids=("S-300",)), "came later")
    corrections.correct_specimen(board.store, actor("coordinator"), value, 0, new_id())
    assert found_at_intake(board.store, "S-300") == [opened.specimen_id]
    assert found_at_intake(board.store, "S-300", "lab-b") == []


def test_a_sample_id_that_was_taken_away_finds_nothing_and_is_free_again(board: Board) -> None:
    specimen(board, sample_ids=("S-1",))
    assert found_at_intake(board.store, "P-001-DNA") == []
    assert found_at_intake(board.store, "S-1") == [board.north.specimen_id]
    other = open_case(board.store, "P-400", sample_id="P-001-DNA")
    assert found_at_intake(board.store, "P-001-DNA") == [other.specimen_id]
    with pytest.raises(Refused, match="of another patient that goes by the sample id P-001-DNA"):
        specimen(board, sample_ids=("S-1", "p-001-dna"), seen=1)
    specimen(board, sample_ids=("S-2",), seen=1)
    specimen(board, sample_ids=("S-1",), seen=2)
    assert found_at_intake(board.store, "S-1") == [board.north.specimen_id]
    assert found_at_intake(board.store, "S-2") == []


def test_a_sample_id_may_be_another_laboratorys_too(board: Board) -> None:
    specimen(board, sample_ids=(board.south.sample_id,))
    assert found_at_intake(board.store, board.south.sample_id) == [board.north.specimen_id]
    assert found_at_intake(board.store, board.south.sample_id, "lab-b") == [board.south.specimen_id]


def test_a_specimen_that_the_laboratory_added_is_corrected_from_its_first_version(board: Board) -> None:
    value = cases.NewSpecimen(
        board.north.patient_id, board.north.tumour_id, replace(SPECIMEN, sample_ids=("S-7",))
    )
    added = cases.record_specimen(board.store, actor("laboratory-a"), value, 0, new_id())
    wording = SpecimenCorrection(added.subject_id, replace(SPECIMEN, sample_ids=("S-8",), site="lung"), WHY)
    corrections.correct_specimen(board.store, actor("coordinator"), wording, 1, new_id())
    shown = next(one for one in seen_by(board).specimens if one.specimen_id == added.subject_id)
    assert shown.site == "Lung" and found_at_intake(board.store, "S-8") == [added.subject_id]


def test_a_retired_code_is_kept_beside_its_successor_when_a_case_is_opened(board: Board) -> None:
    opened = open_case(board.store, "P-500", tumour=Tumour("gbm"))
    with board.store.reading(reach_of(actor("coordinator"))) as reader:
        found = read_case(reader, opened.case_id)
    assert found is not None and (found.oncotree_code, found.registered_code) == ("GB", "GBM")
    assert "(GB, registered as GBM)" in tumour_words(found)


def test_a_correction_keeps_a_registered_code_until_the_type_is_corrected(board: Board) -> None:
    tumour(board, oncotree_code="GBM")
    assert (seen_by(board).oncotree_code, seen_by(board).registered_code) == ("GB", "GBM")
    tumour(board, oncotree_code="GB", site="brain", seen=1)
    assert (seen_by(board).registered_code, seen_by(board).site) == ("GBM", "Brain")
    tumour(board, oncotree_code="LUAD", site="brain", seen=2)
    assert (seen_by(board).oncotree_code, seen_by(board).registered_code) == ("LUAD", None)
    types = [(c.before, c.after) for c in seen_by(board).corrections if c.field == "Tumour type"]
    assert types[1][1] == types[0][0] == "Glioblastoma, IDH-Wildtype (GBM)"


def test_a_laboratory_sees_no_correction_of_another_laboratorys_specimen(board: Board) -> None:
    specimen(board, site="lung")
    value = Specimen("lab-b", SpecimenKind.BLOOD, SpecimenOrigin.UNKNOWN, ("B-1",))
    new = cases.NewSpecimen(board.north.patient_id, board.north.tumour_id, value)
    cases.record_specimen(board.store, actor("coordinator"), new, 0, new_id())
    patient(board, year_of_birth=1962)
    assert [one.what for one in seen_by(board, "laboratory-b").corrections] == ["Patient"]
    assert [one.what for one in seen_by(board, "laboratory-a").corrections] == ["Patient", "Specimen"]


def test_a_case_that_was_opened_before_retired_codes_were_kept_has_none(board: Board) -> None:
    event = next(e for e in board.store.journal.events() if e.verb == "case_opened")
    payload = dict(event.payload or {})
    ids = {"patient_id": new_id(), "tumour_id": new_id()}
    payload["patient"] = {**payload["patient"], "patient_id": ids["patient_id"], "pseudonym": "P-700"}
    payload["tumour"] = {k: v for k, v in payload["tumour"].items() if k != "registered_code"}
    payload["tumour"]["tumour_id"] = ids["tumour_id"]
    payload["case"] = {**payload["case"], **ids, "case_id": new_id()}
    del payload["specimen"]
    subject = ("case", payload["case"]["case_id"])
    append(board.store, actor("coordinator"), "case_opened", subject, 0, new_id(), payload)
    with board.store.reading(reach_of(actor("coordinator"))) as reader:
        found = read_case(reader, subject[1])
    assert found is not None and (found.oncotree_code, found.registered_code) == ("LUAD", None)


def test_that_bone_was_decalcified_is_corrected_and_told_in_words(board: Board) -> None:
    specimen(board, decalcified=True)
    view = seen_by(board)
    assert view.specimens[0].decalcified is True
    told = view.corrections[0]
    assert (told.field, told.before, told.after) == ("Bone, decalcified", None, "yes")


@pytest.mark.parametrize("verb", ["specimen_added", "specimen_corrected"])
def test_what_was_recorded_before_decalcification_was_asked_for_says_nothing_of_it(
    board: Board, verb: str
) -> None:
    if verb == "specimen_added":
        value = cases.NewSpecimen(
            board.north.patient_id, board.north.tumour_id, replace(SPECIMEN, sample_ids=("S-9",))
        )
        event = cases.record_specimen(board.store, actor("laboratory-a"), value, 0, new_id())
    else:
        event = specimen(board, site="lung")
    assert event.payload is not None
    specimen_id = new_id()
    fields = {**event.payload["specimen"], "specimen_id": specimen_id, "sample_ids": ["S-10"]}
    del fields["decalcified"]
    payload = {**event.payload, "specimen": fields}
    append(board.store, actor("coordinator"), verb, ("specimen", specimen_id), 0, new_id(), payload)
    shown = next(one for one in seen_by(board).specimens if one.specimen_id == specimen_id)
    assert shown.decalcified is None
