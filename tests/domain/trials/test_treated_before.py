"""Drugs that a patient had before: the lines are free text, so a person checks what is found in them."""

import pytest

from data.ingest.trials.register_file import read_criteria
from domain.trials.criteria import Not, Tree
from domain.trials.matches import Answer
from tests.domain.trials.patients import patient, told


def asked(drugs: str) -> Tree:
    read = read_criteria(f"- clinical: {{previous_drugs: {drugs}}}", "typed")
    assert read.tree is not None
    return read.tree


@pytest.mark.parametrize(
    ("drugs", "written", "answer"),
    [
        ("osimertinib", "Carboplatin; Osimertinib 80 mg", Answer.WARN),
        ("fluorouracil", "5-FU since 2024", Answer.WARN),
        ("EGFR inhibitor", "gefitinib, then docetaxel", Answer.WARN),
        ("[sotorasib, adagrasib]", "adagrasib", Answer.WARN),
        ("osimertinib", "carboplatin-pemetrexed", Answer.UNDETERMINED),
        ("pemetrexed", "carboplatin-pemetrexed", Answer.WARN),
        ("platin", "carboplatin", Answer.UNDETERMINED),
        ("osimertinib", None, Answer.UNDETERMINED),
    ],
)
def test_a_drug_among_the_lines_is_checked_and_one_that_is_not_named_decides_nothing(
    drugs: str, written: str | None, answer: Answer
) -> None:
    of = patient(previous_lines_text=written)
    assert told(asked(drugs), of).answer is answer
    assert told(Not(asked(drugs)), of).answer is answer


def test_who_had_no_line_before_had_no_drug() -> None:
    untreated = patient(previous_lines=0, previous_lines_text=None)
    assert told(asked("osimertinib"), untreated).answer is Answer.FAIL
    assert told(asked("'!osimertinib'"), untreated).answer is Answer.PASS


def test_the_sentence_quotes_the_lines_and_the_question_names_the_drug() -> None:
    found = told(asked("osimertinib"), patient(previous_lines_text="OSIMERTINIB"))
    assert "“OSIMERTINIB”): check that it was given" in found.sentence
    open_one = told(asked("osimertinib"), patient())
    assert open_one.further_test == "The treating physician can say: whether osimertinib was given before."


def test_a_drug_that_the_table_does_not_have_is_told_and_searched_as_it_stands() -> None:
    read = read_criteria("- clinical: {previous_drugs: XYZ-123}", "typed")
    assert [one.seen for one in read.problems] == ["XYZ-123"]
    assert read.tree is not None
    assert told(read.tree, patient(previous_lines_text="xyz-123")).answer is Answer.WARN
