"""Findings of a profile as matching asks them: spelling, thresholds in force, what people said."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference.exon_codons import exons_of_codons
from domain.findings import (
    Biomarker,
    BiomarkerName,
    BiomarkerState,
    Build,
    CopyNumberCall,
    CopyNumberChange,
    FindingClass,
    Fusion,
    Origin,
    Rearrangement,
    SmallVariant,
    SpliceVariant,
)
from domain.knowledge.case_facts import CaseFinding, CopyState, Oncogenicity
from domain.knowledge.case_findings import case_finding
from domain.knowledge.copy_cut_offs import AMPLIFICATION, CutOffs, cut_offs_for
from domain.knowledge.oncogenicity import Opinion, SaidBy, oncogenicity
from domain.single_test_words import Method, Result, Unit
from domain.single_tests import TestResult as SingleTest
from domain.thresholds import BLOOD_ASSAY, TISSUE_ASSAY

L858R = SmallVariant(
    "chr7", 55259515, "T", "G", Build.GRCH37, "EGFR", "EGFR", "NP_005219.2:p.(Leu858Arg)",
    "NM_005228.3:c.2573T>G", "NM_005228.3", ("missense_variant",), "21/28", 0.3, "0.3", 500,
)  # fmt: skip


def made(*args: object, **more: object) -> CaseFinding:
    found = case_finding("f", *args, **more)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_a_small_variant_has_one_spelling_its_codons_and_its_exon() -> None:
    one = made(L858R)
    assert (one.protein, one.coding, one.exons) == ("L858R", "c.2573T>G", (21,))
    assert (one.first_codon, one.last_codon, one.genes) == (858, 858, ("EGFR",))
    assert (one.label, one.germline) == ("EGFR L858R", None)


def test_a_part_of_a_longer_change_is_not_matched_beside_it() -> None:
    part = replace(L858R, gene="BRAF", p_dot="p.(Val600Glu)", tags=("part_of_mnv",))
    assert case_finding("f", part) is None


def test_a_call_without_a_gene_is_about_nothing() -> None:
    assert case_finding("f", replace(L858R, gene=None)) is None
    assert case_finding("f", CopyNumberChange(None, "X", CopyNumberCall.GAIN, 9.0, "9.0", None)) is None


def test_the_origin_of_a_call_stays_unknown_unless_a_file_says_it() -> None:
    said = {origin: made(replace(L858R, origin=origin)).germline for origin in Origin}
    assert said == {Origin.GERMLINE: True, Origin.SOMATIC: False, Origin.UNKNOWN: None}


def test_a_change_without_its_exon_takes_it_from_its_codons() -> None:
    bare = replace(L858R, p_dot="p.Glu746_Ala750del", exon=None)
    assert made(bare).exons == ()
    assert made(bare, exons_of=exons_of_codons).exons == (19,)
    assert made(replace(bare, exon="18/28"), exons_of=exons_of_codons).exons == (18,)


@pytest.mark.parametrize(
    ("call", "fold", "copies", "state"),
    [
        (CopyNumberCall.GAIN, "2.2", None, CopyState.AMPLIFICATION),
        (CopyNumberCall.GAIN, "2.199", None, CopyState.GAIN),
        (CopyNumberCall.GAIN, None, None, CopyState.GAIN),
        (CopyNumberCall.LOSS, "0.4", None, CopyState.LOSS),
        (CopyNumberCall.LOSS, "0.4", 0.0, CopyState.DEEP_LOSS),
        (CopyNumberCall.LOH, "1.0", 2.0, CopyState.NONE),
        (CopyNumberCall.UNKNOWN, "9.0", None, CopyState.NONE),
    ],
)
def test_a_gain_is_an_amplification_only_from_the_threshold_on(
    call: CopyNumberCall, fold: str | None, copies: float | None, state: CopyState
) -> None:
    change = CopyNumberChange("ERBB2", "ERBB2", call, None, fold, copies)
    assert made(change).copy_state is state


def test_a_laboratory_sets_its_own_threshold_also_in_copies() -> None:
    gain = CopyNumberChange("ERBB2", "ERBB2", CopyNumberCall.GAIN, 3.0, "3.0", 8.0)
    strict = replace(AMPLIFICATION, value=Decimal(5), source="Laboratory A", version="2")
    assert made(gain, (), CutOffs(strict)).copy_state is CopyState.GAIN
    by_copies = replace(strict, value=Decimal(6), unit="copies")
    assert made(gain, (), CutOffs(strict, by_copies)).copy_state is CopyState.AMPLIFICATION


@given(st.decimals(min_value=0, max_value=50, places=3))
def test_no_loss_is_ever_an_amplification_whatever_its_fold_change(fold: Decimal) -> None:
    change = CopyNumberChange("ERBB2", "ERBB2", CopyNumberCall.LOSS, float(fold), str(fold), None)
    assert made(change).copy_state is CopyState.LOSS


@pytest.mark.parametrize(
    ("gene", "exon", "name"),
    [
        ("EGFR", "2-7/28", "EGFRvIII"),
        ("MET", "14", "MET exon 14 skipping"),
        ("AR", None, "AR-V7"),
        ("EGFR", "2-14", None),
    ],
)
def test_a_splice_event_has_its_name(gene: str, exon: str | None, name: str | None) -> None:
    assert made(SpliceVariant(gene, gene, exon, None, None, 30, 100)).splice == name


def test_a_fusion_keeps_its_order_and_whether_it_is_known() -> None:
    one = made(Fusion("EML4;ALK", "EML4", "ALK", False, None, None, 20))
    assert (one.genes, one.direction_known) == (("EML4", "ALK"), False)


def test_a_rearrangement_has_its_exons_and_is_no_loss_of_the_gene() -> None:
    one = made(Rearrangement("BRCA1", "BRCA1", "17", 1, 2, "Exon 4-6", 0.5, "0.5", CopyNumberCall.LOSS))
    assert (one.kind, one.exons, one.copy_state) == (
        FindingClass.REARRANGEMENT,
        (4, 5, 6),
        CopyState.LOSS,
    )


def biomarker(name: BiomarkerName, value: str, **details: str) -> Biomarker:
    told = tuple((key.replace("_", " "), text) for key, text in details.items())
    return Biomarker(name, BiomarkerState.VALUE, float(value), value, "", told)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (biomarker(BiomarkerName.TMB, "10"), "TMB-H"),
        (biomarker(BiomarkerName.TMB, "9.9"), "TMB-L"),
        (biomarker(BiomarkerName.MSI, "20", Usable_MSI_Sites="120"), "MSI-H"),
        (biomarker(BiomarkerName.MSI, "3", Usable_MSI_Sites="120"), "MSS"),
        (biomarker(BiomarkerName.MSI, "15", Usable_MSI_Sites="120"), None),
        (biomarker(BiomarkerName.MSI, "30", Usable_MSI_Sites="12"), None),
        (biomarker(BiomarkerName.GIS, "60"), None),
    ],
)
def test_a_biomarker_amounts_to_something_only_outside_the_grey_zone(
    one: Biomarker, expected: str | None
) -> None:
    found = case_finding("f", one, (), cut_offs_for(TISSUE_ASSAY))
    assert (found.signature if found else None) == expected
    in_blood = case_finding("f", one, (), cut_offs_for(BLOOD_ASSAY))
    assert in_blood is None or (in_blood.signature is None and in_blood.may_be)


def test_mismatch_repair_by_immunohistochemistry_is_a_finding_either_way() -> None:
    lost = SingleTest("MMR", None, Method.IHC, Result.DETECTED, lost_proteins=("MLH1", "PMS2"))
    kept = SingleTest("MMR", None, Method.IHC, Result.NOT_DETECTED)
    assert (made(lost).signature, made(kept).signature) == ("dMMR", "pMMR")


def test_a_failed_or_equivocal_test_amounts_to_nothing() -> None:
    for result in (Result.FAILED, Result.EQUIVOCAL):
        assert case_finding("f", SingleTest("MMR", None, Method.IHC, result, comment="poor")) is None


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("HER2 amplified", FindingClass.COPY_NUMBER),
        ("not amplified", None),
        ("HER2 polysomy", None),
    ],
)
def test_her2_is_amplified_only_where_the_test_says_so(what: str, kind: FindingClass | None) -> None:
    test = SingleTest("HER2", "ERBB2", Method.FISH, Result.DETECTED, what, value_text="4.2", unit=Unit.RATIO)
    found = case_finding("f", test)
    assert (found.kind if found else None) is kind
    assert found is None or found.copy_state is CopyState.AMPLIFICATION


def test_her2_3_plus_alone_is_expression_and_no_amplification() -> None:
    test = SingleTest("HER2", "ERBB2", Method.IHC, Result.DETECTED, value_text="3+", unit=Unit.SCORE)
    assert case_finding("f", test) is None


@pytest.mark.parametrize(
    ("method", "what", "label"),
    [
        (Method.PCR, "p.(Val600Glu)", "BRAF V600E"),
        (Method.SANGER, "V600E", "BRAF V600E"),
        (Method.NGS_PANEL, "c.1799T>A p.V600E", "BRAF V600E"),
    ],
)
def test_a_change_that_a_single_test_names_is_a_small_variant(method: Method, what: str, label: str) -> None:
    one = made(SingleTest("BRAF", "BRAF", method, Result.DETECTED, what))
    assert (one.kind, one.label) == (FindingClass.SMALL_VARIANT, label)


def test_a_rearrangement_by_fish_is_a_fusion_with_a_partner_that_is_not_known() -> None:
    one = made(SingleTest("ALK", "ALK", Method.FISH, Result.DETECTED, "ALK rearranged"))
    assert (one.kind, one.genes, one.direction_known) == (FindingClass.FUSION, ("ALK",), False)


def test_a_germline_panel_gives_germline_findings() -> None:
    test = SingleTest("BRCA1", "BRCA1", Method.GERMLINE_PANEL, Result.DETECTED, "c.68_69del")
    assert made(test).germline is True


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], Oncogenicity.NOT_CLASSED),
        ([("oncogenicity", "likely_oncogenic", SaidBy.LABORATORY)], Oncogenicity.ONCOGENIC),
        ([("compermed_biological", "uncertain", SaidBy.TOOL)], Oncogenicity.UNCERTAIN),
        ([("compermed_biological", "likely_benign", SaidBy.BOARD)], Oncogenicity.BENIGN),
        ([("escat", "I-A", SaidBy.BOARD)], Oncogenicity.NOT_CLASSED),
        ([("amp_asco_cap", "IV", SaidBy.BOARD)], Oncogenicity.BENIGN),
        (
            [
                ("oncogenicity", "oncogenic", SaidBy.TOOL),
                ("oncogenicity", "benign", SaidBy.LABORATORY),
                ("oncogenicity", "uncertain", SaidBy.BOARD),
            ],
            Oncogenicity.UNCERTAIN,
        ),
    ],
)
def test_the_board_counts_before_the_laboratory_and_the_laboratory_before_a_tool(
    said: list[tuple[str, str, SaidBy]], expected: Oncogenicity
) -> None:
    assert oncogenicity(Opinion(*one) for one in said) is expected
