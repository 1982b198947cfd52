"""What has to be confirmed of evidence is written out in full, and what decides stands first in its table."""

from components.evidence_panel import (
    MOST_CONFIRMED,
    MOST_NAMED,
    PARTS,
    _cells,
    asked_words,
    columns,
    to_choose,
    to_confirm,
)
from domain.knowledge.hits import Answer, Hit, Proposed, Relation, Resolution
from domain.views.evidence import CaseEvidence, EvidenceLine, FindingEvidence, Group
from tests.releases import CITED, item

LONG = (
    "Confirm of the tumour: given without a BRAF inhibitor, and after at least one earlier line of treatment."
)


def line(item_id: str, *confirm: str, group: Group = Group.SUPPORTING) -> EvidenceLine:
    hit = Hit(
        CITED.source, "2026-05-26", item(item_id), ("p.1",), Resolution.EXACT, Relation.SAME, Answer.HOLDS,
        "Why.", confirm, Proposed(None, None),
    )  # fmt: skip
    return EvidenceLine(group, hit, "CIViC A", "CIViC", None, "same", "exact change", "a", None)


def test_each_sentence_to_confirm_is_written_out_once_with_how_many_items_wait_for_it() -> None:
    lines = [line("EID1", LONG), line("EID2", LONG, LONG), line("EID3", "Confirm the subtype."), line("EID4")]
    assert to_confirm(lines) == (
        f"To confirm (2 items): {LONG}",
        "To confirm (1 item): Confirm the subtype.",
    )


def test_more_sentences_than_fit_are_counted() -> None:
    lines = [line(f"EID{n}", f"Confirm {n}.") for n in range(MOST_CONFIRMED + 3)]
    told = to_confirm(lines)
    assert len(told) == MOST_CONFIRMED + 1
    assert told[-1] == "3 more to confirm; choose a line to read all of it."


def test_nothing_to_confirm_says_nothing() -> None:
    assert to_confirm([line("EID1")]) == ()


def test_every_part_shows_every_column_and_what_has_to_be_confirmed_within_the_first_six() -> None:
    told = set(_cells(line("EID1", LONG)))
    for name, _, _ in PARTS:
        assert (len(columns(name)), set(columns(name))) == (len(told), told)
        assert "To confirm" in columns(name)[:6]


def test_where_items_do_not_all_say_the_same_what_they_say_stands_first() -> None:
    assert columns("against")[:2] == ("Drugs", "Says")
    assert columns("other")[0] == "Says"
    assert columns("near")[:2] == ("Drugs", "Level")


def known(finding_id: str, label: str, strength: int) -> FindingEvidence:
    return FindingEvidence(finding_id, label, "", strength, ())


def evidence(*found: FindingEvidence, of_case: tuple[FindingEvidence, ...] = ()) -> CaseEvidence:
    return CaseEvidence("", (), {one.finding_id: one for one in (*found, *of_case)}, of_case, 20)


def test_the_findings_to_choose_are_named_the_strongest_first_without_what_has_a_button() -> None:
    tmb = known("p.3", "TMB-H", 0)
    told = to_choose(evidence(known("p.1", "TP53 R175H", 9), known("p.2", "BRAF V600E", 1), of_case=(tmb,)))
    assert told == "To read its evidence, choose a finding in the tables above: BRAF V600E, TP53 R175H."
    assert to_choose(evidence(of_case=(tmb,))) is None


def test_more_findings_than_are_named_are_counted() -> None:
    many = [known(f"p.{n}", f"GENE{n}", n) for n in range(MOST_NAMED + 2)]
    told = to_choose(evidence(*many))
    assert told is not None
    assert told.endswith(f"GENE{MOST_NAMED - 1} and 2 more.")


def of(finding_id: str, *groups: Group) -> FindingEvidence:
    return FindingEvidence(finding_id, finding_id, "", 1, tuple(line("EID1", group=one) for one in groups))


def test_a_finding_of_which_every_item_is_undetermined_is_counted_apart() -> None:
    open_one = of("p.3", Group.UNDETERMINED, Group.UNDETERMINED)
    held = (of("p.1", Group.UNDETERMINED, Group.AGAINST), of("p.2", Group.OTHER_TYPES))
    assert asked_words(evidence(*held, open_one), "CIViC 2026-05-26") == (
        "2 of 20 matched findings have evidence in CIViC 2026-05-26; of 1 more, every item is undetermined."
    )
    assert asked_words(evidence(held[0]), "CIViC") == "1 of 20 matched findings has evidence in CIViC."
    assert asked_words(evidence(), "CIViC") == "0 of 20 matched findings have evidence in CIViC."
