"""What could be seen, in words: nothing that was not assessed reads like a negative."""

from dataclasses import replace

import pytest

from components.could_be_seen import class_line, not_verified
from components.finding_tables import part_words, tab_label
from components.specimen_checks import not_known_words, requirements_words, warning_words
from domain.assessment import Assessment
from domain.findings import FindingClass
from domain.specimen_requirements import SpecimenFacts, checks
from domain.views.findings import ClassSeen, FindingTable

CNV = ClassSeen(FindingClass.COPY_NUMBER, "Copy number", Assessment.ASSESSED, None, 59, False, "A list")
FUSIONS = ClassSeen(FindingClass.FUSION, "Fusions", Assessment.NOT_ASSESSED, "RNA failed.", 55)
BARE = ClassSeen(FindingClass.SMALL_VARIANT, "Small variants", Assessment.UNKNOWN, "No metrics.", None)


def test_each_class_has_a_sign_a_word_and_its_genes() -> None:
    assert class_line(CNV) == "✓ Copy number in 59 genes: assessed."
    assert class_line(FUSIONS) == "✕ Fusions in 55 genes: not assessed. RNA failed."
    assert class_line(BARE) == "? Small variants: not known. No metrics."


def test_a_list_that_was_not_verified_or_is_not_known_is_said_so() -> None:
    carried, unknown = not_verified((CNV, FUSIONS, BARE))
    assert carried == "Copy number: the list of genes is not verified. A list."
    assert "small variants" in unknown and "not known" in unknown


@pytest.mark.parametrize(
    ("states", "label"),
    [
        ((Assessment.ASSESSED, Assessment.ASSESSED), "none found"),
        ((Assessment.ASSESSED, Assessment.NOT_ASSESSED), "partly assessed"),
        ((Assessment.UNKNOWN, Assessment.NOT_ASSESSED), "not known whether assessed"),
        ((Assessment.NOT_ASSESSED, Assessment.NOT_ASSESSED), "not assessed"),
    ],
)
def test_an_empty_tab_says_none_only_where_all_its_classes_were_assessed(
    states: tuple[Assessment, Assessment], label: str
) -> None:
    parts = tuple(replace(FUSIONS, state=state) for state in states)
    table = FindingTable("fusions", "Fusions", "k", (), states[0], None, parts=parts)
    assert tab_label(table, 0) == f"Fusions: {label}"


@pytest.mark.parametrize("count", [0, 2])
@pytest.mark.parametrize("state", list(Assessment))
def test_only_an_assessed_class_is_said_to_have_none(state: Assessment, count: int) -> None:
    words = part_words(replace(FUSIONS, state=state), count)
    assert ("none was called" in words) == (state is Assessment.ASSESSED and not count)
    assert (str(count) in words) == bool(count)


def test_requirements_name_what_is_missed_and_what_is_not_known() -> None:
    found = checks(SpecimenFacts("tissue", dna_ng=60.0, rna_ng=55.0, dcq=1.0, site="liver"))
    words = requirements_words(found)
    assert words.startswith("✓ 3 of 7 met · ✕ not met: DNA 60 ng (at least 80 ng)")
    assert "RNA 55 ng, less than recommended" in words
    assert words.endswith("? not known: DV200, Age at receipt, Fixation")


def test_what_nobody_knows_is_counted_over_the_specimens_that_are_asked() -> None:
    some = checks(SpecimenFacts("tissue", dna_ng=90.0))
    none = checks(SpecimenFacts("tissue"))
    told = not_known_words((some, none, checks(SpecimenFacts("blood"))))
    assert told is not None
    assert "DNA (1 of 2)" in told and "RNA (2 of 2)" in told
    assert not_known_words((checks(SpecimenFacts("blood")),)) is None


def test_a_specimen_that_meets_all_or_is_asked_nothing_warns_of_nothing() -> None:
    assert warning_words("Blood", checks(SpecimenFacts("blood"))) is None
    told = warning_words("Tissue", checks(SpecimenFacts("tissue", dcq=6.0)))
    assert told is not None
    assert "dCq 6 cycles, wanted at most 5 cycles" in told
    assert "DNA" not in told
    assert told.endswith("The run can be accepted all the same.")
