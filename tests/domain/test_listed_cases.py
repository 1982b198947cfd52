"""What the rows of a clinical list would open: new, known, there already, refused."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.cases import Specimen
from domain.codes import Sex, SpecimenKind, SpecimenOrigin
from domain.listed_cases import KnownCase, KnownPatient, ListedRow, ListedState, counted_states, planned

ROW = ListedRow(
    4, "P-100", "north", "LUAD", "LUAD", "Which options?", sex=Sex.FEMALE, year_of_birth=1961, ecog=1
)
SPECIMEN = Specimen(
    "lab-a", SpecimenKind.TISSUE, SpecimenOrigin.PRIMARY, ("S-1",), collected_on=date(2026, 4, 3)
)
KNOWN = KnownPatient(
    "id-1", "north", "p-100", Sex.FEMALE, 1961, (("t-1", "LUAD"),),
    (KnownCase("c-1", "t-1", "Another question?", True),), frozenset({"s-9"}),
)  # fmt: skip


def row(line: int = 4, **changed: Any) -> ListedRow:
    return replace(ROW, line=line, **changed)


def test_a_new_patient_is_opened_with_all_that_the_row_says() -> None:
    (case,) = planned([row(specimen=SPECIMEN)], (), synthetic=True)
    assert case.state is ListedState.NEW_PATIENT
    assert case.opening is not None and case.opening.patient is not None
    assert (case.opening.patient.synthetic, case.opening.ecog, case.specimens) == (True, 1, 1)


def test_rows_of_one_patient_are_one_case_and_rows_of_one_specimen_one_specimen() -> None:
    rna = replace(SPECIMEN, sample_ids=("S-1-RNA",))
    other = replace(SPECIMEN, sample_ids=("S-2",), kind=SpecimenKind.BLOOD)
    rows = [row(4, specimen=SPECIMEN), row(5, specimen=rna, ecog=None, stage="IV"), row(6, specimen=other)]
    (case,) = planned(rows, (), False)
    assert (case.lines, case.specimens, case.more_specimens) == ((4, 5, 6), 2, (other,))
    assert case.opening is not None and case.opening.specimen is not None and case.opening.tumour is not None
    assert case.opening.specimen.sample_ids == ("S-1", "S-1-RNA")
    assert case.opening.tumour.stage == "IV"


def test_rows_of_one_patient_that_contradict_each_other_are_refused() -> None:
    (case,) = planned([row(4), row(5, year_of_birth=1962)], (), False)
    assert (case.state, case.opening) == (ListedState.REFUSED, None)
    assert "Lines 4 and 5" in case.why and "year of birth" in case.why


def test_a_second_tumour_of_a_new_patient_waits_for_the_first() -> None:
    first, second = planned([row(4), row(5, oncotree_code="BRCA", tumour_code="BRCA")], (), False)
    assert (first.state, second.state) == (ListedState.NEW_PATIENT, ListedState.REFUSED)
    assert "Line 4 opens a case" in second.why


def test_the_same_pseudonym_at_another_centre_is_another_patient() -> None:
    (case,) = planned([row(centre_id="south")], (KNOWN,), False)
    assert case.state is ListedState.NEW_PATIENT


def test_a_known_patient_gets_a_further_case_on_her_tumour_or_a_new_tumour() -> None:
    (again,) = planned([row()], (KNOWN,), False)
    assert again.opening is not None
    assert (again.state, again.opening.patient_id, again.opening.tumour_id) == (
        ListedState.KNOWN_PATIENT, "id-1", "t-1"
    )  # fmt: skip
    (other,) = planned([row(oncotree_code="BRCA", tumour_code="BRCA")], (KNOWN,), False)
    assert other.opening is not None and other.opening.tumour is not None
    assert (other.opening.tumour.oncotree_code, other.opening.tumour_id) == ("BRCA", None)


@pytest.mark.parametrize(
    ("known", "changed", "why"),
    [
        (replace(KNOWN, cases=(KnownCase("c", "t-1", "x", False),)), {}, "an open case on this tumour"),
        (KNOWN, {"question": "another QUESTION? "}, "a case with this question"),
        (KNOWN, {"specimen": replace(SPECIMEN, sample_ids=("S-9",))}, "goes by this sample id"),
        (
            replace(KNOWN, cases=(KnownCase("c", "t-1", "x", False),)),
            {"specimen": SPECIMEN},
            "Its sample s-1 is not in the store",
        ),
    ],
)
def test_a_case_that_is_there_already_is_skipped_and_said_to_be(
    known: KnownPatient, changed: dict[str, Any], why: str
) -> None:
    (case,) = planned([row(**changed)], (known,), False)
    assert (case.state, case.opening) == (ListedState.ALREADY_THERE, None)
    assert why in case.why


@pytest.mark.parametrize("changed", [{"sex": Sex.MALE}, {"year_of_birth": 1962}])
def test_a_known_pseudonym_with_another_sex_or_year_is_refused(changed: dict[str, Any]) -> None:
    (case,) = planned([row(**changed)], (KNOWN,), False)
    assert case.state is ListedState.REFUSED and "another patient's pseudonym" in case.why


def test_a_sex_nobody_knows_contradicts_nothing_and_a_year_nobody_gives_only_a_new_patient_needs() -> None:
    unknown: dict[str, Any] = {"sex": None, "year_of_birth": None}
    (known,) = planned([row(**unknown)], (KNOWN,), False)
    (new,) = planned([row(**unknown)], (), False)
    assert known.state is ListedState.KNOWN_PATIENT
    assert new.state is ListedState.REFUSED and "year of birth" in new.why


def test_every_state_is_counted_also_those_that_do_not_occur() -> None:
    counted = counted_states(planned([row()], (), False))
    assert counted == {**dict.fromkeys(ListedState, 0), ListedState.NEW_PATIENT: 1}
