"""Hits of a case: grouped, ranked, proposed and explained."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference.tumour_tree import ONCOTREE
from domain.knowledge.case_facts import CopyState
from domain.knowledge.evidence import (
    Direction,
    DrugEffect,
    EvidenceItem,
    EvidenceType,
    Interaction,
    Scope,
    VariantOrigin,
)
from domain.knowledge.evidence_index import EvidenceIndex
from domain.knowledge.hits import Answer, Proposed, Relation, Resolution
from domain.knowledge.matching import Matched, match
from tests.domain.knowledge.cases import (
    LUNG,
    ONCOGENIC,
    copies,
    facts,
    ids,
    index,
    item,
    matched,
    release,
    variant,
)

L858R = variant("EGFR", "L858R", ONCOGENIC)
AGAINST = DrugEffect.RESISTANCE
NOT_SUPPORTED = Direction.DOES_NOT_SUPPORT


def test_resistance_stands_first_and_apart_and_does_not_support_is_never_support() -> None:
    found = matched(
        [
            item("EGFR L858R", "for"),
            item("EGFR L858R", "against", effect=AGAINST),
            item("EGFR L858R", "reduced", effect=DrugEffect.REDUCED_SENSITIVITY),
            item("EGFR L858R", "unsupported", direction=Direction.DOES_NOT_SUPPORT),
            item(
                "EGFR L858R", "unsupported resistance", effect=AGAINST, direction=Direction.DOES_NOT_SUPPORT
            ),
            item("EGFR L858R", "prognosis", kind=EvidenceType.PROGNOSTIC, effect=DrugEffect.OTHER),
            item("EGFR L858R", "no effect", effect=DrugEffect.OTHER),
            item("EGFR L858R AND EGFR Expression", "open"),
        ],
        L858R,
    )
    assert ids(found.against) == ["against", "reduced"]
    assert ids(found.supporting) == ["for"]
    assert ids(found.does_not_support) == ["unsupported resistance", "unsupported"]
    assert ids(found.other_types) == ["no effect", "prognosis"]
    assert ids(found.undetermined) == ["open"]
    assert ids(found.predictive) == ["against", "reduced", "for"]


def test_a_source_that_says_neither_is_no_support() -> None:
    silent = [one for one in Direction if one not in {Direction.SUPPORTS, Direction.DOES_NOT_SUPPORT}]
    for direction in silent:
        found = matched([item("EGFR L858R", direction=direction)], L858R)
        assert found.predictive == ()


def test_hits_are_ranked_by_relation_then_level_then_resolution_then_stars_then_day() -> None:
    somewhere = Scope("Colon Adenocarcinoma", ("COAD",))
    dated = [
        replace(item("EGFR L858R", name, rating=3), reviewed_on=day)
        for name, day in (("older", date(2020, 1, 1)), ("newer", date(2026, 1, 1)))
    ]
    found = matched(
        [
            item("EGFR L858R", "flagged", flagged=True, rating=5),
            item("EGFR L858R", "elsewhere", scope=somewhere),
            item("EGFR L858R", "any", scope=Scope("Cancer", any_tumour=True)),
            item("EGFR L858R", "level B", level="B"),
            item("EGFR Mutation", "gene", rating=5),
            item("EGFR L858R", "stars", rating=4),
            *dated,
        ],
        L858R,
    )
    assert ids(found.supporting) == [
        "stars", "newer", "older", "gene", "level B", "any", "elsewhere", "flagged",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("level", "scope", "proposed"),
    [
        ("A", LUNG, Proposed("I-A", "I-A")),
        ("A", Scope("Cancer", any_tumour=True), Proposed("I-A", "I-C")),
        ("A", Scope("Colon", ("COAD",)), Proposed("II-C", "III-A")),
        ("A", Scope("Squamous", ("LUSC",)), Proposed("II-C", "III-A")),
        ("A", Scope("Unmapped"), Proposed(None, None)),
        ("B", LUNG, Proposed("I-B", "II-B")),
        ("C", LUNG, Proposed("II-D", None)),
        ("D", Scope("Colon", ("COAD",)), Proposed("III", "IV-A")),
        ("E", LUNG, Proposed("III", "IV-B")),
    ],
)
def test_tiers_are_proposed_by_level_and_relation(level: str, scope: Scope, proposed: Proposed) -> None:
    found = matched([item("EGFR L858R", level=level, scope=scope)], L858R)
    assert found.supporting[0].proposed == proposed


def test_a_label_of_ema_keeps_the_escat_ceiling_of_its_own_level() -> None:
    label = replace(item("EGFR L858R", level="I-B"), level_scheme="escat", citation_id="EMA:Tagrisso")
    guideline = replace(label, citation_id="PMID:1", item_id="guideline")
    found = {hit.item.item_id: hit.proposed for hit in matched([label, guideline], L858R).supporting}
    assert found == {"EGFR L858R": Proposed("I-A", "I-B"), "guideline": Proposed("I-B", "I-B")}


def test_resistance_has_no_escat_tier_and_what_does_not_count_has_no_tier_at_all() -> None:
    found = matched(
        [
            item("EGFR L858R", "against", effect=AGAINST),
            item("EGFR L858R", "flagged", flagged=True),
            item("EGFR L858R", "unsupported", direction=Direction.DOES_NOT_SUPPORT),
            item("EGFR L858R AND EGFR Expression", "open"),
        ],
        L858R,
    )
    assert found.against[0].proposed == Proposed("I-A", None)
    for hit in (*found.supporting, *found.does_not_support, *found.undetermined):
        assert hit.proposed == Proposed(None, None)


def test_without_a_table_of_levels_nothing_is_proposed() -> None:
    bare = EvidenceIndex([release(item("EGFR L858R"))])
    assert match(bare, facts(L858R), ONCOTREE).supporting[0].proposed == Proposed(None, None)


def conflicting(*items: EvidenceItem) -> set[str]:
    found = matched(items, L858R)
    return {hit.item.item_id for hit in found.predictive if hit.conflict}


def test_sensitivity_and_resistance_to_one_drug_at_one_relation_are_a_conflict() -> None:
    pro, con = item("EGFR L858R", "pro"), item("EGFR L858R", "con", effect=AGAINST)
    assert conflicting(pro, con) == {"pro", "con"}
    assert conflicting(pro, replace(con, drugs=("Other",))) == set()
    assert conflicting(pro, replace(con, scope=Scope("Colon", ("COAD",)))) == set()
    assert conflicting(pro, replace(con, flagged=True)) == set()
    assert conflicting(pro, replace(con, direction=Direction.DOES_NOT_SUPPORT)) == set()
    assert conflicting(pro, replace(con, effect=DrugEffect.ADVERSE_RESPONSE)) == set()


def test_a_combination_is_another_treatment_than_its_parts_and_a_substitute_is_not() -> None:
    both = item("EGFR L858R", "both", drugs=("Drug", "Other"), interaction=Interaction.COMBINATION)
    either = replace(both, item_id="either", interaction=Interaction.SUBSTITUTES)
    con = item("EGFR L858R", "con", effect=AGAINST)
    assert conflicting(both, con) == set()
    assert conflicting(either, con) == {"either", "con"}


def test_an_item_that_asks_for_absence_alone_holds_only_near_the_tumour_and_once_assessed() -> None:
    near = item("NOT KIT D816V", "near")
    far = item("NOT KIT D816V", "far", scope=Scope("Colon", ("COAD",)))
    found = matched([near, far], L858R)
    assert ids(found.supporting) == ["near"]
    assert (found.supporting[0].finding_ids, found.supporting[0].resolution) == ((), Resolution.GENE)
    assert matched([near, far], L858R, assessed=False) == Matched()
    assert matched([near], variant("KIT", "D816V")) == Matched()


def test_a_subtype_and_a_condition_are_to_be_confirmed() -> None:
    positive = Scope("Her2-positive Lung Adenocarcinoma", ("LUAD",), condition="HER2-positive")
    found = matched([item("EGFR L858R", scope=positive)], L858R, tumour="NSCLC")
    hit = found.supporting[0]
    assert hit.relation is Relation.NARROWER
    assert hit.to_confirm == (
        "Ask for the subtype: the item speaks of Her2-positive Lung Adenocarcinoma.",
        "Confirm of the tumour: HER2-positive.",
    )


def test_an_unknown_origin_leaves_a_germline_item_undetermined() -> None:
    asked = item("BRCA1 Loss-of-function", origin=VariantOrigin.GERMLINE)
    unknown = matched([asked], variant("BRCA1", "E23fs"))
    assert unknown.predictive == ()
    assert unknown.undetermined[0].answer is Answer.UNDETERMINED
    assert "germline" in unknown.undetermined[0].to_confirm[0]
    assert matched([asked], variant("BRCA1", "E23fs", germline=False)) == Matched()
    assert len(matched([asked], variant("BRCA1", "E23fs", germline=True)).supporting) == 1


def test_every_hit_tells_its_findings_its_release_and_why() -> None:
    amplified = copies("MET", CopyState.AMPLIFICATION)
    hit = matched([item("EGFR L858R AND MET Amplification")], L858R, amplified).supporting[0]
    assert hit.finding_ids == ("EGFR L858R", "MET amplification")
    assert hit.release == "2026-11-21"
    assert hit.why == (
        "EGFR L858R meets “EGFR L858R” exactly, MET amplification meets “MET Amplification” by its copy "
        "number; the item speaks of this tumour (Lung Adenocarcinoma)."
    )


def test_no_evidence_and_no_findings_give_no_hits() -> None:
    assert matched([], L858R) == Matched()
    assert matched([item("EGFR L858R")]) == Matched()


SOME = [
    item("EGFR L858R", "1"), item("EGFR Mutation", "2", level="B"), item("EGFR L858R", "3", effect=AGAINST),
    item("EGFR L858R OR EGFR T790M", "4", direction=Direction.DOES_NOT_SUPPORT),
    item("EGFR L858R AND EGFR T790M", "5"), item("EGFR L858R", "6", flagged=True),
    item("KRAS G12C AND NOT EGFR L858R", "7"), item("EGFR L858R AND KRAS Expression", "8"),
]  # fmt: skip


@given(st.permutations(SOME), st.permutations([L858R, variant("KRAS", "G12C"), variant("TP53", "R175H")]))
def test_the_order_of_items_and_findings_makes_no_difference(
    items: list[EvidenceItem], findings: list[object]
) -> None:
    first = match(index(*SOME), facts(L858R, variant("KRAS", "G12C"), variant("TP53", "R175H")), ONCOTREE)
    again = match(index(*items), facts(*findings), ONCOTREE)  # type: ignore[arg-type]
    for name in Matched.__dataclass_fields__:
        assert ids(getattr(first, name)) == ids(getattr(again, name))


@given(st.sets(st.sampled_from(range(len(SOME)))))
def test_an_item_is_in_one_group_at_most(chosen: set[int]) -> None:
    found = matched([SOME[place] for place in chosen], L858R)
    told = [hit.item.item_id for name in Matched.__dataclass_fields__ for hit in getattr(found, name)]
    assert len(told) == len(set(told))
