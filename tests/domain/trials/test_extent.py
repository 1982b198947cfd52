"""How far the disease has gone, by a sampled metastasis and by the stage that was recorded."""

import pytest

from data.reference.codes import codes
from data.reference.tumour_tree import ONCOTREE
from domain.codes import DiseaseExtent
from domain.trials.criteria import Not, State, StateKind
from domain.trials.extent import extent_of
from domain.trials.matches import Answer
from tests.domain.trials.patients import patient, told

METASTATIC = State(StateKind.DISEASE, ("Metastatic",))


def test_a_sampled_metastasis_says_it_whatever_the_stage() -> None:
    assert extent_of(True, "IB", "LUAD", ONCOTREE).extent is DiseaseExtent.METASTATIC


@pytest.mark.parametrize(
    ("stage", "tumour", "metastatic"),
    [
        ("IV", "LUAD", True),
        ("IVA", "COAD", True),
        ("IV", "SKCM", True),
        ("IVB", "STAD", True),
        ("IVA", "STAD", False),
        ("IVA", "HNSC", False),
        ("IVB", "HNSC", False),
        ("IVC", "HNSC", True),
        ("IV", "CCRCC", False),
        ("IV", "HNMUCM", False),
        ("IIIC", "LUAD", False),
        ("I", "IDC", False),
        ("not_applicable", "LUAD", False),
        ("unknown", "LUAD", False),
        (None, "LUAD", False),
        ("IV", None, False),
        ("IV", "NO_SUCH_TYPE", False),
    ],
)
def test_a_stage_says_metastatic_only_where_it_can_mean_nothing_else(
    stage: str | None, tumour: str | None, metastatic: bool
) -> None:
    assert (extent_of(False, stage, tumour, ONCOTREE).extent is DiseaseExtent.METASTATIC) is metastatic


def test_no_stage_below_four_ever_says_anything_of_today() -> None:
    below = [one.code for one in codes("stage") if not one.code.startswith("IV")]
    assert "IIIC" in below
    for stage in below:
        assert extent_of(False, stage, "LUAD", ONCOTREE).extent is DiseaseExtent.UNKNOWN


def test_an_early_stage_is_told_and_leaves_the_question_open_either_way() -> None:
    early = extent_of(False, "IIIA", "LUAD", ONCOTREE)
    of = patient(extent=early.extent, extent_words=early.words)
    for asked in (METASTATIC, Not(METASTATIC)):
        found = told(asked, of)
        assert found.answer is Answer.UNDETERMINED
        assert found.sentence.startswith("Stage IIIA is recorded, which does not say it")
    assert (
        told(METASTATIC, of).further_test
        == "The treating physician can say: whether the disease is metastatic."
    )


def test_the_stage_that_says_it_stands_in_the_sentence() -> None:
    late = extent_of(False, "IVB", "LUAD", ONCOTREE)
    found = told(METASTATIC, patient(extent=late.extent, extent_words=late.words))
    assert (found.answer, found.sentence) == (
        Answer.PASS,
        "The disease is metastatic (stage IVB is recorded).",
    )
