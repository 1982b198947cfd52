"""Drugs that a patient had before: the lines are free text, so a person checks what is found in them."""

import json

import pytest

from data.ingest.trials.register_file import read_criteria
from domain.trials.criteria import Not, Tree
from domain.trials.matches import Answer
from domain.trials.written import read_tree, written_tree
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


@pytest.mark.parametrize(
    ("drugs", "written", "answer", "by"),
    [
        ("osimertinib", "Osimertinib", Answer.WARN, "Osimertinib stands among"),
        ("fluorouracil", "5-FU since 2024", Answer.WARN, "5-FU, another name of fluorouracil, stands among"),
        ("5-FU", "Fluorouracil", Answer.WARN, "Fluorouracil, another name of 5-FU, stands among"),
        ("EGFR inhibitor", "Gefitinib", Answer.WARN, "Gefitinib, of the class EGFR inhibitor, stands"),
        ("EGFR inhibitor", "afatinib", Answer.WARN, "of the class EGFR and HER2 inhibitor"),
        ("EGFR inhibitor", "an EGFR TKI", Answer.WARN, "EGFR TKI, another word for EGFR inhibitor"),
        ("EGFR TKI", "erlotinib", Answer.WARN, "of the class EGFR inhibitor"),
        ("anthracycline", "Adriamycin", Answer.WARN, "another name of Doxorubicin, of the class anthra"),
        ("taxanes", "weekly paclitaxel", Answer.WARN, "Paclitaxel, of the class taxane"),
        ("PARP inhibitor", "PARPi maintenance", Answer.WARN, "PARPi, another word for PARP inhibitor"),
        (
            "osimertinib",
            "an EGFR inhibitor",
            Answer.UNDETERMINED,
            "EGFR inhibitor, the class of osimertinib,",
        ),
        ("osimertinib", "EGFR-TKI, 2 lines", Answer.UNDETERMINED, "which drug was given is not said"),
        ("EGFR inhibitor", "cetuximab", Answer.UNDETERMINED, "do not name EGFR inhibitor"),
        ("osimertinib", "gefitinib", Answer.UNDETERMINED, "do not name osimertinib"),
    ],
)
def test_a_synonym_or_a_class_counts_and_the_sentence_says_by_what_it_was_met(
    drugs: str, written: str, answer: Answer, by: str
) -> None:
    found = told(asked(drugs), patient(previous_lines_text=written))
    assert found.answer is answer
    assert by in found.sentence


def test_a_name_that_is_asked_for_itself_comes_before_one_that_means_it() -> None:
    lines = patient(previous_lines_text="an EGFR TKI, then osimertinib; gefitinib")
    assert "Osimertinib stands" in told(asked("[EGFR inhibitor, osimertinib]"), lines).sentence


def test_criteria_about_drugs_are_read_back_as_they_were_written_down_and_old_ones_too() -> None:
    criteria = asked("[osimertinib, EGFR inhibitor]")
    assert read_tree(json.loads(json.dumps(written_tree(criteria)))) == criteria
    old = read_tree({"treated": {"names": ["5-FU"], "spellings": ["5-fu", "fluorouracil"]}})
    found = told(old, patient(previous_lines_text="fluorouracil"))
    assert (found.answer, "Fluorouracil stands among" in found.sentence) == (Answer.WARN, True)


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
