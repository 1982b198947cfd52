"""A case's findings against the releases in force: what is matched, in which words, and what is not."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from data.journal import new_id
from data.read.case import case_view
from data.read.case_facts import case_facts
from data.read.evidence import case_evidence, with_evidence
from data.read.findings import profile_findings
from data.record import findings as recording
from data.record.thresholds import record_threshold
from data.store import Store
from domain.assessment import Assessment
from domain.classifications import Classification
from domain.findings import (
    Biomarker,
    BiomarkerName,
    BiomarkerState,
    CopyNumberCall,
    CopyNumberChange,
    FindingClass,
    Findings,
    Fusion,
    Origin,
    SpliceVariant,
)
from domain.knowledge.case_facts import CaseFinding, CopyState, Oncogenicity
from domain.knowledge.copy_cut_offs import AMPLIFICATION, AMPLIFICATION_BLOOD
from domain.knowledge.evidence import Direction, DrugEffect, Scope, Source
from domain.knowledge.profiles import AllOf, Atom, AtomKind, Not
from domain.quality import QualityClass, Verdict
from domain.readings import ClassVerdict
from domain.single_test_words import Method, Result
from domain.single_tests import TestResult
from domain.threshold_settings import ThresholdSetting
from domain.thresholds import BLOOD_ASSAY, GENOMIC_INSTABILITY, TISSUE_ASSAY, Threshold
from domain.views.case import CaseView
from domain.views.evidence import WEAKER, CaseEvidence, Group
from tests.builders import (
    TODAY,
    OpenedCase,
    accept_run,
    actor,
    biomarkers,
    new_store,
    open_case,
    small_variant,
)
from tests.domain.knowledge.cases import profile
from tests.releases import V600E, item, load

CHAIR = actor("chair")
SINCE = TODAY - timedelta(days=900)
COLON = Scope("Colorectal Cancer", ("COADREAD",))


def profiled(store: Store, **findings: Any) -> OpenedCase:
    opened = open_case(store)
    accept_run(store, opened, findings=Findings(**findings))
    return opened


def seen(store: Store, opened: OpenedCase) -> CaseView:
    case = case_view(store, CHAIR, opened.case_id)
    assert case is not None
    return case


def evidence(store: Store, opened: OpenedCase) -> CaseEvidence:
    return case_evidence(store, CHAIR, seen(store, opened))


def facts(store: Store, opened: OpenedCase) -> tuple[CaseFinding, ...]:
    from data.reach import reach_of

    with store.reading(reach_of(CHAIR)) as reader:
        return case_facts(store, CHAIR, seen(store, opened), reader).findings


def words(found: CaseEvidence) -> list[str]:
    return [one.words for one in found.by_finding.values()]


def test_a_call_that_nobody_reported_is_matched(store: Store) -> None:
    load(store)
    found = evidence(store, profiled(store, small_variants=(small_variant(1), small_variant(2))))
    (one,) = found.by_finding.values()
    assert one.words == "CIViC A, same tumour: Dabrafenib + Trametinib"
    (line,) = one.lines
    assert (line.group, line.relation, line.resolution) == (Group.SUPPORTING, "same", "exact change")
    assert (line.level, line.release) == ("CIViC A", "CIViC 2026-05-26")
    assert "BRAF V600E" in line.hit.why


@pytest.mark.parametrize(
    ("haplotype", "supporting", "said"),
    [
        ("1|0", 1, "different copies of PALB2"),
        ("0|1", 0, "lie on one copy"),
        ("", 0, "their phase is not told"),
    ],
)
def test_the_phase_that_a_file_tells_decides_whether_two_changes_are_a_loss_of_both_copies(
    store: Store, haplotype: str, supporting: int, said: str
) -> None:
    text = "PALB2 Biallelic Inactivation"
    load(store, item(profile_text=text, profile=profile(text)))
    changes = [
        small_variant(
            gene="PALB2", chrom="chr16", pos=23_600_000 + number, p_dot=p_dot, consequence=("stop_gained",),
            tags=(f"phase=PS:7:{one}",) if one else (),
        )
        for number, (p_dot, one) in enumerate((("p.(Trp1038Ter)", "0|1"), ("p.(Gln988Ter)", haplotype)))
    ]  # fmt: skip
    found = evidence(store, profiled(store, small_variants=tuple(changes)))
    lines = [line for one in found.by_finding.values() for line in one.lines]
    assert sum(line.group is Group.SUPPORTING for line in lines) == 2 * supporting
    assert all(said in " ".join(line.hit.to_confirm) for line in lines) and lines


def test_resistance_stands_first_and_by_its_word(store: Store) -> None:
    against = item("EID2", effect=DrugEffect.RESISTANCE, significance="Resistance", drugs=("Erlotinib",))
    more = item("EID3", level="B")
    load(store, item("EID1"), against, more)
    found = evidence(store, profiled(store, small_variants=(small_variant(1),)))
    assert words(found) == [
        "Resistance CIViC A, same tumour: Erlotinib; "
        "CIViC A, same tumour: Dabrafenib + Trametinib and 1 more item"
    ]
    (one,) = found.by_finding.values()
    assert [line.group for line in one.lines] == [Group.AGAINST, Group.SUPPORTING, Group.SUPPORTING]


def test_resistance_in_another_tumour_is_told_behind(store: Store) -> None:
    load(store, item("EID2", effect=DrugEffect.RESISTANCE, scope=COLON), item("EID1"))
    found = evidence(store, profiled(store, small_variants=(small_variant(1),)))
    assert words(found) == ["CIViC A, same tumour: Dabrafenib + Trametinib; resistance in other tumours (1)"]


def test_what_does_not_support_is_listed_and_never_support(store: Store) -> None:
    load(store, item("EID1", direction=Direction.DOES_NOT_SUPPORT))
    found = evidence(store, profiled(store, small_variants=(small_variant(1),)))
    (one,) = found.by_finding.values()
    assert one.words == "Not supported or doubted (1)"
    assert one.strength >= WEAKER
    assert one.lines[0].group is Group.NOT_SUPPORTING


def test_what_asks_for_an_absence_that_was_not_assessed_is_undetermined(store: Store) -> None:
    absent = Not(Atom(AtomKind.FUSION_EITHER, "ALK", text="ALK Fusion"))
    load(store, item("EID1", profile=AllOf((V600E, absent))))
    found = evidence(store, profiled(store, small_variants=(small_variant(1),)))
    (one,) = found.by_finding.values()
    assert one.words == "Undetermined (1)"
    assert one.lines[0].hit.to_confirm


def test_nothing_is_matched_with_no_release_in_force(store: Store) -> None:
    load(store, in_force=False)
    found = evidence(store, profiled(store, small_variants=(small_variant(1),)))
    assert (found.releases, dict(found.by_finding), found.asked) == ((), {}, 1)


def test_a_switch_of_the_release_changes_what_is_matched(store: Store) -> None:
    load(store)
    opened = profiled(store, small_variants=(small_variant(1),))
    assert evidence(store, opened).by_finding
    load(store, item("EID9", profile=replace(V600E, value="V600K")))
    assert not evidence(store, opened).by_finding


def test_the_starter_table_is_in_force_without_an_act(tmp_path: Path) -> None:
    made = new_store(tmp_path / "home")
    found = evidence(made, profiled(made, small_variants=(small_variant(1),)))
    made.close()
    assert [one.source for one in found.releases] == [Source.STARTER]
    assert "same tumour: Dabrafenib + Trametinib" in words(found)[0]


def test_tmb_and_msi_are_matched_by_the_cut_off_in_force_and_stand_apart(store: Store) -> None:
    high = Atom(AtomKind.SIGNATURE, None, "TMB-H", text="TMB High")
    load(store, item("EID1", profile=high, scope=Scope("Solid Tumor", any_tumour=True)))
    high_case = profiled(store, biomarkers=biomarkers("12.6"))
    assert [one.words for one in evidence(store, high_case).of_case] == [
        "CIViC A, any tumour: Dabrafenib + Trametinib"
    ]
    low = open_case(store, "P-077")
    accept_run(store, low, findings=Findings(biomarkers=biomarkers("3.1")))
    assert evidence(store, low).of_case == ()
    assert "TMB-L" in {one.signature for one in facts(store, low)}


def test_a_gain_is_an_amplification_from_the_threshold_on(store: Store) -> None:
    gains = (
        CopyNumberChange("ERBB2", "ERBB2", CopyNumberCall.GAIN, 6.1, "6.1", None),
        CopyNumberChange("MET", "MET", CopyNumberCall.GAIN, 1.6, "1.6", None),
    )
    found = {one.genes[0]: one.copy_state for one in facts(store, profiled(store, copy_number=gains))}
    assert found == {"ERBB2": CopyState.AMPLIFICATION, "MET": CopyState.GAIN}


def test_fusions_and_splice_variants_are_matched_by_what_they_are(store: Store) -> None:
    fusion = Fusion("EML4-ALK", "EML4", "ALK", True, "chr2:42522656", "chr2:29446394", 57)
    splice = SpliceVariant("MET", "MET", "14", "chr7:116411708", "chr7:116414934", 90, 12)
    load(store, item("EID1", profile=Atom(AtomKind.FUSION_EITHER, "ALK", text="ALK Fusion")))
    found = facts(store, opened := profiled(store, fusions=(fusion,), splice_variants=(splice,)))
    assert {one.kind for one in found} == {FindingClass.FUSION, FindingClass.SPLICE_VARIANT}
    assert next(one.splice for one in found if one.splice) == "MET exon 14 skipping"
    assert words(evidence(store, opened)) == ["CIViC A, same tumour: Dabrafenib + Trametinib"]


def test_a_classification_of_the_board_counts_for_a_gene_level_item(store: Store) -> None:
    load(store, item("EID1", profile=Atom(AtomKind.GENE_MUTATION, "TP53", text="TP53 Mutation")))
    opened = open_case(store)
    profile_id = accept_run(store, opened, findings=Findings(small_variants=(small_variant(2),)))
    assert not evidence(store, opened).by_finding
    value = (f"{profile_id}.1", Classification("oncogenicity", "likely_oncogenic"))
    recording.record_classification(store, CHAIR, value, 0, new_id())
    (one,) = facts(store, opened)
    assert one.oncogenicity is Oncogenicity.ONCOGENIC
    assert words(evidence(store, opened)) == ["CIViC A, same tumour: Dabrafenib + Trametinib"]


def test_a_single_test_is_matched_beside_the_profile(store: Store) -> None:
    tested = TestResult("ALK", "ALK", Method.FISH, Result.DETECTED, "ALK rearranged")
    negative = TestResult("ROS1", "ROS1", Method.FISH, Result.NOT_DETECTED, "ROS1 rearranged")
    load(
        store,
        item("EID1", profile=Atom(AtomKind.FUSION_EITHER, "ALK", text="ALK Fusion")),
        item("EID2", profile=Atom(AtomKind.FUSION_EITHER, "ROS1", text="ROS1 Fusion")),
    )
    opened = profiled(store, small_variants=(small_variant(2),))
    accept_run(
        store, replace(opened, sample_id="P-001-FISH"), findings=Findings(test_results=(tested, negative))
    )
    found = evidence(store, opened)
    assert [line.hit.item.item_id for one in found.by_finding.values() for line in one.lines] == ["EID1"]


def test_a_germline_origin_is_told_to_matching(store: Store) -> None:
    calls = (small_variant(1, origin=Origin.GERMLINE), small_variant(2, origin=Origin.UNKNOWN))
    found = facts(store, profiled(store, small_variants=calls))
    assert [one.germline for one in found] == [True, None]


def test_a_gene_that_the_profile_did_not_read_is_not_assessed(store: Store) -> None:
    from data.reach import reach_of

    opened = profiled(store, small_variants=(small_variant(1),))
    with store.reading(reach_of(CHAIR)) as reader:
        asked = case_facts(store, CHAIR, seen(store, opened), reader).assessed
    assert asked("EGFR", FindingClass.SMALL_VARIANT) is Assessment.ASSESSED
    assert asked("EGFR", FindingClass.FUSION) is Assessment.NOT_ASSESSED
    assert asked("NOTAGENE", FindingClass.SMALL_VARIANT) is Assessment.NOT_ASSESSED


def test_the_rows_of_a_table_carry_the_words_and_a_strength_to_sort_by(store: Store) -> None:
    load(store)
    opened = profiled(store, small_variants=(small_variant(1), small_variant(2)))
    case = seen(store, opened)
    table = profile_findings(store, CHAIR, case.profiles[0]).tables[0]
    told = with_evidence(table, evidence(store, opened))
    assert [row.evidence for row in told.rows] == ["CIViC A, same tumour: Dabrafenib + Trametinib", None]
    assert told.rows[0].strength is not None and told.rows[1].strength is None
    assert told.key != table.key


def test_another_centres_oncologist_is_told_nothing(store: Store) -> None:
    load(store)
    opened = profiled(store, small_variants=(small_variant(1),))
    told = case_evidence(store, actor("oncologist-south"), seen(store, opened))
    assert (dict(told.by_finding), told.asked) == ({}, 0)


def test_an_item_is_cited_with_its_release_level_and_words(store: Store) -> None:
    load(store, item("EID1", effect=DrugEffect.RESISTANCE, significance="Resistance"))
    found = evidence(store, profiled(store, small_variants=(small_variant(1),)))
    (one,) = found.by_finding.values()
    cited = one.lines[0].cited
    assert (cited.source, cited.release, cited.item_id, cited.level) == (
        Source.CIVIC,
        "2026-05-26",
        "EID1",
        "A",
    )
    assert cited.words == (
        "BRAF V600E, Dabrafenib + Trametinib, resistance, Lung Adenocarcinoma, CIViC A, "
        "Planchard et al., 2016"
    )


def test_items_of_two_laboratories_with_one_id_and_day_are_cited_apart(store: Store) -> None:
    for laboratory in "AB":
        made = item("L-1", drugs=(f"Drug {laboratory}",))
        load(store, made, source=Source.OWN, name=f"Table of Laboratory {laboratory}")
    found = evidence(store, profiled(store, small_variants=(small_variant(1),)))
    (one,) = found.by_finding.values()
    assert len({line.key for line in one.lines}) == 2
    assert {line.release for line in one.lines} == {line.cited.release for line in one.lines}
    assert {(line.drugs, line.cited.release) for line in one.lines} == {
        ("Drug A", "Table of Laboratory A 2026-05-26"),
        ("Drug B", "Table of Laboratory B 2026-05-26"),
    }


def test_a_score_becomes_hrd_by_the_cut_off_that_an_administrator_sets(store: Store) -> None:
    hrd = Atom(AtomKind.SIGNATURE, None, "HRD", text="HRD")
    load(store, item("EID1", profile=hrd, scope=Scope("Solid Tumor", any_tumour=True)))
    score = Biomarker(BiomarkerName.GIS, BiomarkerState.VALUE, 57.0, "57", "score")
    opened = profiled(store, biomarkers=(*biomarkers("3.1"), score))
    (undecided,) = evidence(store, opened).of_case
    assert undecided.words == "Undetermined (1)"
    assert "no cut-off is in force for this profile" in undecided.lines[0].hit.to_confirm[0]
    setting = ThresholdSetting(GENOMIC_INSTABILITY.name, None, Decimal(42), None, "Own validation", SINCE)
    record_threshold(store, actor("administrator"), setting, 0, new_id())
    assert [one.words for one in evidence(store, opened).of_case] == [
        "CIViC A, any tumour: Dabrafenib + Trametinib"
    ]
    assert "HRD" in {one.signature for one in facts(store, opened)}


def test_a_laboratorys_own_limit_says_what_is_amplified_and_bloods_is_another(store: Store) -> None:
    gains = (CopyNumberChange("ERBB2", "ERBB2", CopyNumberCall.GAIN, 3.1, "3.1", None),)

    def of(assay: str, name: str) -> CopyState:
        opened = open_case(store, name)
        accept_run(store, opened, findings=Findings(copy_number=gains), assay=assay)
        return facts(store, opened)[0].copy_state

    def put(default: Threshold, value: str) -> None:
        setting = ThresholdSetting(default.name, None, Decimal(value), None, "Own validation", SINCE)
        record_threshold(store, actor("administrator"), setting, 0, new_id())

    assert of(TISSUE_ASSAY, "P-101") is of(BLOOD_ASSAY, "P-102") is CopyState.AMPLIFICATION
    put(AMPLIFICATION, "4")
    assert of(TISSUE_ASSAY, "P-103") is CopyState.GAIN
    assert of(BLOOD_ASSAY, "P-104") is CopyState.AMPLIFICATION
    put(AMPLIFICATION_BLOOD, "3.5")
    assert of(BLOOD_ASSAY, "P-105") is CopyState.GAIN


def test_a_call_of_a_contaminated_profile_is_to_be_confirmed_before_its_evidence_is_read(
    store: Store,
) -> None:
    load(store)
    dirt = ClassVerdict(QualityClass.CONTAMINATION, Verdict.FAIL, "CONTAMINATION_SCORE is 6871.")
    clean, dirty = open_case(store), open_case(store, "P-078")
    accept_run(store, clean, findings=Findings(small_variants=(small_variant(1),)))
    accept_run(store, dirty, findings=Findings(small_variants=(small_variant(1),)), verdicts=(dirt,))
    (sure,) = evidence(store, clean).by_finding.values()
    (doubted,) = evidence(store, dirty).by_finding.values()
    assert sure.doubt is None
    assert doubted.doubt == (
        "Confirm the call first: small variants of sample P-078-DNA count as not assessed. "
        "DNA contamination: CONTAMINATION_SCORE is 6871."
    )
    assert doubted.words == sure.words
