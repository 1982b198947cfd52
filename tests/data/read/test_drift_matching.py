"""What matching says otherwise under advice: parts of combinations, absences, what turned, re-analyses."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from data.journal import new_id
from data.record import runs
from data.record.findings import record_classification
from data.store import Store
from domain.acceptance import RunAcceptance, SampleAcceptance
from domain.classifications import Classification
from domain.drift.changes import DriftKind, Severity
from domain.findings import Findings
from domain.knowledge.evidence import DrugEffect, EvidenceItem, Interaction, Source
from domain.knowledge.profiles import AllOf, Atom, AtomKind, Not
from domain.quality import QualityClass, Verdict
from domain.readings import ClassVerdict
from tests.builders import (
    TODAY,
    OpenedCase,
    accept_run,
    actor,
    open_case,
    reading,
    recommend,
    recommend_off_label,
    small_variant,
    supporting,
)
from tests.drift import NEWER, advised, drifts
from tests.releases import CITED, V600E, item, load

AGAINST: dict[str, Any] = {"effect": DrugEffect.RESISTANCE, "significance": "Resistance"}
NO_RAS = Not(Atom(AtomKind.GENE_MUTATION, "KRAS", text="KRAS Mutation"))


def told(store: Store) -> list[tuple[Severity, str]]:
    return [(one.severity, one.sentence) for one in drifts(store)]


def on_trametinib(item_id: str = "EID2", **overrides: Any) -> EvidenceItem:
    values = {"drugs": ("Trametinib",), "interaction": Interaction.SINGLE, "level": "B", **AGAINST}
    return item(item_id, **{**values, **overrides})


def test_a_new_item_against_one_drug_of_a_combination_is_told_as_weaker(store: Store) -> None:
    load(store)
    advised(store, evidence=(CITED,))
    load(store, item(), on_trametinib(), **NEWER)
    ((how, sentence),) = told(store)
    assert how is Severity.WEAKER
    assert sentence.startswith("New, EID2: BRAF V600E, Trametinib, Lung Adenocarcinoma, resistance, CIViC B")
    assert sentence.endswith("; it speaks against a part of the combination alone.")


def test_one_more_item_of_the_same_level_against_that_drug_is_no_news(store: Store) -> None:
    load(store, item(), on_trametinib())
    advised(store, evidence=(CITED,))
    load(store, item(), on_trametinib(), on_trametinib("EID3"), on_trametinib("EID4", level="D"), **NEWER)
    assert told(store) == []


def test_an_item_against_that_drug_whose_level_rose_is_told_with_what_it_said(store: Store) -> None:
    load(store, item(), on_trametinib())
    advised(store, evidence=(CITED,))
    load(store, item(), on_trametinib(level="A"), **NEWER)
    (one,) = drifts(store)
    assert (one.severity, one.sentence[:21]) == (Severity.WEAKER, "Said otherwise, EID2:")
    assert one.before.words == "BRAF V600E, Trametinib, Lung Adenocarcinoma, resistance, CIViC B"


def test_what_another_table_knew_of_that_drug_counts_as_known(store: Store) -> None:
    own: dict[str, Any] = {"source": Source.OWN, "name": "Own table", "version": "2026-01-01"}
    load(store, on_trametinib("OWN-1"), **own)
    load(store)
    advised(store, evidence=(CITED,))
    load(store, item(), on_trametinib(), **NEWER)
    assert told(store) == []


def test_several_items_against_one_drug_are_told_once_with_the_others_counted(store: Store) -> None:
    load(store)
    advised(store, evidence=(CITED,))
    load(store, item(), on_trametinib("EID3"), on_trametinib(), on_trametinib("EID4", level="D"), **NEWER)
    ((how, sentence),) = told(store)
    assert (how, sentence[:10]) == (Severity.WEAKER, "New, EID2:")
    assert sentence.endswith("it speaks against a part of the combination alone (and 2 more).")


def test_a_level_that_another_table_had_given_the_treatment_counts_as_known(store: Store) -> None:
    own: dict[str, Any] = {"source": Source.OWN, "name": "Own table", "version": "2026-01-01"}
    load(store, item("OWN-1"), **own)
    load(store, item("EID9", profile_text="x", drugs=("Other",)))
    advised(store)
    load(store, item(), **NEWER)
    assert told(store) == []


def test_an_item_for_one_drug_of_a_combination_is_not_told(store: Store) -> None:
    load(store, item(level="B"))
    advised(store, evidence=(replace(CITED, level="B"),))
    alone = on_trametinib(effect=DrugEffect.SENSITIVITY, significance="Sensitivity/Response", level="A")
    load(store, item(level="B"), alone, **NEWER)
    assert told(store) == []


def test_an_item_that_nobody_cited_and_that_turned_against_the_treatment_is_told(store: Store) -> None:
    load(store, item(), item("EID2", level="C"))
    advised(store, evidence=(CITED,))
    load(store, item(), item("EID2", level="C", **AGAINST), **NEWER)
    ((how, sentence),) = told(store)
    assert how is Severity.AGAINST
    assert sentence.startswith("Said otherwise, EID2: ")


def test_an_item_that_nobody_cited_and_that_rose_above_what_was_known_is_told(store: Store) -> None:
    load(store, item(level="B"), item("EID2", level="C"))
    advised(store, evidence=(replace(CITED, level="B"),))
    load(store, item(level="B"), item("EID2", level="A"), **NEWER)
    ((how, sentence),) = told(store)
    assert how is Severity.STRONGER
    assert sentence.startswith("Said otherwise, EID2: ")


def profiled(store: Store, passed: bool, *calls: Any) -> tuple[OpenedCase, str]:
    """A case with BRAF V600E and other calls, whose small variants were assessed or not."""
    how = Verdict.PASS if passed else Verdict.FAIL
    opened = open_case(store)
    found = Findings(small_variants=(small_variant(1), *calls))
    verdict = ClassVerdict(QualityClass.SMALL_VARIANTS, how, "As told by the file.")
    return opened, accept_run(store, opened, findings=found, verdicts=(verdict,))


def unless_ras(effect: DrugEffect = DrugEffect.RESISTANCE) -> EvidenceItem:
    return item("EID2", profile=AllOf((V600E, NO_RAS)), profile_text="BRAF V600E AND NOT KRAS Mutation",
                effect=effect, significance=effect.value)  # fmt: skip


@pytest.mark.parametrize(("passed", "expected"), [(True, [Severity.AGAINST]), (False, [])])
def test_a_new_item_that_asks_for_an_absence_is_told_only_where_it_was_assessed(
    store: Store, passed: bool, expected: list[Severity]
) -> None:
    load(store)
    opened, profile_id = profiled(store, passed)
    recommend(store, opened.case_id, supporting=(supporting(profile_id, 1),), evidence=(CITED,))
    load(store, item(), unless_ras(), **NEWER)
    assert [how for how, _ in told(store)] == expected


def test_what_another_profile_of_the_tumour_found_is_not_absent(store: Store) -> None:
    load(store)
    opened, profile_id = profiled(store, True)
    recommend(store, opened.case_id, supporting=(supporting(profile_id, 1),), evidence=(CITED,))
    g12c = small_variant(
        2, gene="KRAS", reported_gene="KRAS", p_dot="NP_004976.2:p.(Gly12Cys)", chrom="chr12"
    )
    again = reanalysed(store, opened, small_variant(1), g12c)
    record_classification(
        store, actor("chair"), (f"{again}.2", Classification("oncogenicity", "oncogenic")), 0, new_id()
    )
    load(store, item(), unless_ras(), **NEWER)
    assert told(store) == []


def reanalysed(store: Store, opened: OpenedCase, *calls: Any) -> str:
    """Later results of the case's sample; return the profile's id."""
    found = Findings(small_variants=calls)
    verdict = ClassVerdict(QualityClass.SMALL_VARIANTS, Verdict.PASS, "As told by the file.")
    sample = reading(opened.sample_id, findings=found, verdicts=(verdict,), content_sha256=new_id())
    taken = SampleAcceptance(
        sample, (opened.specimen_id,), TODAY - timedelta(days=3), TODAY, as_reanalysis=True
    )
    event = runs.record_run(
        store, actor("coordinator"), RunAcceptance("SYN-RUN-2", "lab-a", (), (taken,)), 0, new_id()
    )
    return str((event.payload or {})["profiles"][0]["profile_id"])


def classify(store: Store, finding_id: str, level: str, seen: int = 0) -> None:
    value = (finding_id, Classification("oncogenicity", level))
    record_classification(store, actor("chair"), value, seen, new_id())


def test_a_class_given_to_the_same_finding_of_a_re_analysis_is_followed(store: Store) -> None:
    opened, profile_id, _ = advised(store)
    first = reanalysed(store, opened, small_variant(4), small_variant(1))
    second = reanalysed(store, opened, small_variant(4), small_variant(5), small_variant(1))
    assert told(store) == []
    number = 3
    classify(store, f"{second}.{number}", "likely_benign")
    (one,) = drifts(store)
    assert (one.kind, one.severity) == (DriftKind.CLASSIFICATION, Severity.AGAINST)
    assert one.sentence.startswith("BRAF p.(Val600Glu) (Board): ")
    assert one.subject.startswith(f"{profile_id}.1:")
    assert first != second


def test_a_re_analysis_that_is_classed_as_before_says_nothing(store: Store) -> None:
    opened, profile_id, _ = advised(store)
    classify(store, f"{profile_id}.1", "oncogenic")
    recommend_off_label(store, opened.case_id, supporting=(supporting(profile_id, 1),), evidence_scheme=None,
              evidence_level=None)  # fmt: skip
    again = reanalysed(store, opened, small_variant(1))
    classify(store, f"{again}.1", "oncogenic")
    assert told(store) == []


def test_a_class_of_another_change_of_the_re_analysis_is_not_this_findings(store: Store) -> None:
    opened, _, _ = advised(store)
    again = reanalysed(store, opened, small_variant(1), small_variant(4))
    classify(store, f"{again}.2", "likely_benign")
    assert told(store) == []
