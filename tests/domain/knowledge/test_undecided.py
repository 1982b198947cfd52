"""What a finding may be, but does not say: undetermined with its reason, never support and never absence."""

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.findings import (
    Biomarker,
    BiomarkerName,
    BiomarkerState,
    CopyNumberCall,
    CopyNumberChange,
    FindingClass,
    Fusion,
)
from domain.knowledge.biomarker_findings import biomarker_finding
from domain.knowledge.case_facts import CaseFinding, CopyState
from domain.knowledge.case_findings import case_finding
from domain.knowledge.copy_cut_offs import AMPLIFICATION_BLOOD, CutOffs, cut_offs_for
from domain.knowledge.evidence import VariantOrigin
from domain.knowledge.matching import Matched
from domain.knowledge.single_test_findings import junction_in
from domain.phase import Phase
from domain.single_test_words import Method, Result
from domain.single_tests import TestResult as SingleTest
from domain.thresholds import BLOOD_ASSAY, GENOMIC_INSTABILITY, TISSUE_ASSAY, Band
from tests.domain.knowledge.cases import BENIGN, ONCOGENIC, copies, fusion, ids, item, matched, variant

STOP = variant("PALB2", "W1038*")
BIALLELIC = "PALB2 Biallelic Inactivation"


def gain(fold: str, assay: str) -> CaseFinding:
    call = CopyNumberChange("MET", "MET", CopyNumberCall.GAIN, float(fold), fold, None)
    found = case_finding("f", call, (), cut_offs_for(assay))
    assert found is not None
    return found


def asked(text: str, *findings: CaseFinding, origin: VariantOrigin = VariantOrigin.SOMATIC) -> Matched:
    return matched([item(text, "1", origin=origin)], *findings)


def reasons(found: Matched) -> tuple[str, ...]:
    assert ids(found.undetermined) == ["1"]
    assert (found.supporting, found.against) == ((), ())
    return found.undetermined[0].to_confirm


def test_a_gain_in_blood_below_its_cut_off_is_undetermined_and_says_why() -> None:
    (said,) = reasons(asked("MET Amplification", gain("1.8", BLOOD_ASSAY)))
    assert said == (
        "Not known whether MET is amplified: its gain in blood is below 2.2-fold, and in plasma the fold "
        "change falls with the tumour fraction."
    )
    assert asked("MET Amplification", gain("1.8", TISSUE_ASSAY)) == Matched()


def test_a_gain_in_blood_below_its_cut_off_is_no_absence_of_an_amplification() -> None:
    change = variant("EGFR", "L858R")
    text = "EGFR L858R AND NOT MET Amplification"
    assert ids(asked(text, change, gain("1.8", TISSUE_ASSAY)).supporting) == ["1"]
    assert reasons(asked(text, change, gain("1.8", BLOOD_ASSAY)))


def test_an_amplification_of_tissue_decides_what_the_gain_in_blood_left_open() -> None:
    found = asked("MET Amplification", gain("1.8", BLOOD_ASSAY), copies("MET", CopyState.AMPLIFICATION))
    assert ids(found.supporting) == ["1"]
    assert found.supporting[0].to_confirm == ()


@given(st.decimals(min_value="0.1", max_value=50, places=2))
def test_in_blood_a_gain_is_an_amplification_or_open_and_never_nothing(fold: Decimal) -> None:
    found = gain(str(fold), BLOOD_ASSAY)
    amplified = fold >= AMPLIFICATION_BLOOD.value
    assert (found.copy_state is CopyState.AMPLIFICATION) is amplified
    assert (found.may_be == (CopyState.AMPLIFICATION,)) is not amplified
    assert gain(str(fold), TISSUE_ASSAY).may_be == ()


def score(text: str) -> Biomarker:
    return Biomarker(BiomarkerName.GIS, BiomarkerState.VALUE, float(text), text, "score")


def test_a_score_without_a_cut_off_is_undetermined_and_names_the_page_that_sets_one() -> None:
    found = case_finding("f", score("57"), (), cut_offs_for(TISSUE_ASSAY))
    assert found is not None
    assert (found.label, found.signature) == ("Genomic instability score (57)", None)
    (said,) = reasons(asked("HRD", found))
    assert said == (
        "Not known whether the genomic instability score is high: no cut-off is in force for this profile. "
        "Reference values shows which can be set."
    )
    assert reasons(asked("EGFR L858R AND NOT HRD", variant("EGFR", "L858R"), found))


@pytest.mark.parametrize(("text", "met"), [("42", ["1"]), ("41.9", [])])
def test_a_cut_off_that_was_set_makes_a_signature_of_a_score(text: str, met: list[str]) -> None:
    own = replace(GENOMIC_INSTABILITY, value=Decimal(42), source="Own validation", version="1.1")
    found = case_finding("f", score(text), (), CutOffs(biomarkers={BiomarkerName.GIS: own}))
    assert found is not None
    result = asked("HRD", found)
    assert ids(result.supporting) == met
    assert result.undetermined == ()


@pytest.mark.parametrize("name", list(BiomarkerName))
@pytest.mark.parametrize("band", list(Band))
def test_what_was_measured_is_a_signature_or_open_with_its_reason_and_never_nothing(
    name: BiomarkerName, band: Band
) -> None:
    found = biomarker_finding("f", name, band, "5")
    nothing = {BiomarkerName.TUMOUR_FRACTION, BiomarkerName.PLOIDY, Band.NOT_ASSESSED, Band.UNKNOWN}
    assert (found is None) == bool({name, band} & nothing)
    if found is not None:
        assert (found.signature is None) == (len(found.may_be) == 2) == (found.open_because is not None)
        assert (found.signature is not None) == (band in {Band.HIGH, Band.LOW})


def msi(text: str, sites: str = "121") -> CaseFinding | None:
    made = Biomarker(
        BiomarkerName.MSI, BiomarkerState.VALUE, float(text), text, "% unstable sites",
        (("Usable MSI Sites", sites),),
    )  # fmt: skip
    return case_finding("f", made, (), cut_offs_for(TISSUE_ASSAY))


@pytest.mark.parametrize("text", ["10.01", "15", "19.99"])
def test_an_msi_in_the_grey_zone_is_undetermined_and_no_absence(text: str) -> None:
    grey = msi(text)
    assert grey is not None
    assert grey.label == f"MSI in the grey zone ({text} % unstable sites)"
    for asked_for in ("MSI-High", "MSS"):
        assert reasons(asked(asked_for, grey)) == (
            "Not known whether the MSI is high: its value lies in the grey zone between the cut-offs in "
            "force.",
        )
    assert reasons(asked("EGFR L858R AND NOT MSI-High", variant("EGFR", "L858R"), grey))


def test_an_msi_of_too_few_usable_sites_is_undetermined_and_says_so() -> None:
    few = msi("32", sites="12")
    assert few is not None
    assert reasons(asked("MSI-High", few)) == (
        "Not known whether the MSI is high: it could not be evaluated. It has too few usable sites, or no "
        "file says how many.",
    )


def test_what_tissue_says_of_msi_stands_where_blood_could_not_be_read() -> None:
    blood = biomarker_finding("b", BiomarkerName.MSI_SUM_JSD, Band.NOT_EVALUABLE, "", "The coverage is low.")
    assert blood is not None
    stable, unstable = msi("3.2"), msi("40")
    assert stable is not None and unstable is not None
    assert asked("MSI-High", blood, stable) == Matched()
    assert ids(asked("MSI-High", blood, unstable).supporting) == ["1"]
    change = variant("EGFR", "L858R")
    assert ids(asked("EGFR L858R AND NOT MSI-High", change, blood, stable).supporting) == ["1"]
    assert reasons(asked("MSI-High", blood)) == (
        "Not known whether the MSI is high: it could not be evaluated. The coverage is low.",
    )


def test_a_tumour_fraction_is_no_signature_whatever_its_value() -> None:
    assert biomarker_finding("f", BiomarkerName.TUMOUR_FRACTION, Band.NO_THRESHOLD, "0.2") is None


def test_the_exons_of_a_fusion_are_asked_where_they_are_known() -> None:
    found = fusion("EML4", "ALK")
    assert reasons(asked("EML4::ALK e20::e20", found)) == (
        "Not known which exons are joined: the item speaks of e20::e20.",
    )
    assert ids(asked("EML4::ALK e20::e20", replace(found, junction="e20::e20")).supporting) == ["1"]
    assert asked("EML4::ALK e20::e20", replace(found, junction="e13::e20")) == Matched()
    assert ids(asked("EML4::ALK Fusion", replace(found, junction="e13::e20")).supporting) == ["1"]


def called(breakpoint_1: str, breakpoint_2: str, known: bool = True) -> CaseFinding:
    call = Fusion("EML4-ALK", "EML4", "ALK", known, breakpoint_1, breakpoint_2, 41)
    found = case_finding("f", call)
    assert found is not None
    return found


@given(st.integers(1, 2**31), st.integers(1, 2**31), st.booleans())
def test_breakpoints_alone_never_say_which_exons_are_joined(one: int, other: int, known: bool) -> None:
    found = called(f"chr2:{one}", f"chr2:{other}", known)
    assert reasons(asked("EML4::ALK e20::e20", found)) == (
        "Not known which exons are joined: the item speaks of e20::e20.",
    )
    assert reasons(asked("ALK F1174L AND NOT EML4::ALK e20::e20", variant("ALK", "F1174L"), found))
    assert ids(asked("EML4::ALK Fusion", found).supporting) == ["1"]
    assert ids(asked("v::ALK Fusion", found).supporting) == ["1"]


def test_a_fusion_whose_partner_is_not_named_leaves_a_pair_undetermined() -> None:
    alone = CaseFinding("f", "FGFR2 fusion", FindingClass.FUSION, ("FGFR2",))
    for text in ("FGFR2::BICC1 Fusion", "BICC1::FGFR2 Fusion", "FGFR2::BICC1 e17::e3"):
        pair = text.split()[0]
        assert reasons(asked(text, alone)) == (
            f"Not known which gene is the partner: the item speaks of {pair}.",
        )
    assert ids(asked("FGFR2::v Fusion", alone).supporting) == ["1"]
    assert asked("FGFR3::TACC3 Fusion", alone) == Matched()
    text = "FGFR2 N550K AND NOT FGFR2::BICC1 Fusion"
    assert reasons(asked(text, variant("FGFR2", "N550K"), alone))
    both = asked("FGFR2::BICC1 Fusion", alone, fusion("FGFR2", "BICC1"))
    assert ids(both.supporting) == ["1"] and both.supporting[0].to_confirm == ()


def test_an_unclassed_change_of_a_domain_is_undetermined_and_one_outside_it_is_none() -> None:
    text = "ERBB2 Kinase Domain Mutation"
    beside = f"{text} AND ERBB2 Amplification"
    amplified = copies("ERBB2", CopyState.AMPLIFICATION)
    assert reasons(asked(beside, amplified, variant("ERBB2", "L755S"))) == (
        "Classify ERBB2 L755S: whether it is ERBB2 Kinase Domain Mutation is not said.",
    )
    assert asked(beside, amplified, variant("ERBB2", "S310F")) == Matched()
    assert asked(beside, amplified, variant("ERBB2", "L755S", BENIGN)) == Matched()
    assert ids(asked(beside, amplified, variant("ERBB2", "L755S", ONCOGENIC)).supporting) == ["1"]
    assert ids(asked(f"TP53 R175H AND NOT {text}", variant("TP53", "R175H")).supporting) == ["1"]


@pytest.mark.parametrize(
    ("text", "junction"),
    [
        ("EML4::ALK e13::e20", "e13::e20"),
        ("EML4::ALK (E13;A20)", "e13::e20"),
        ("EML4::ALK exon 6 :: exon 20", "e6::e20"),
        ("EML4::ALK rearranged", None),
        ("EML4::ALK 13;20", None),
    ],
)
def test_a_report_names_the_exons_that_are_joined_in_several_ways(text: str, junction: str | None) -> None:
    assert junction_in(text) == junction
    test = SingleTest("ALK", "ALK", Method.RT_PCR, Result.DETECTED, text)
    found = case_finding("f", test)
    assert found is not None
    assert (found.kind, found.genes, found.junction) == (FindingClass.FUSION, ("EML4", "ALK"), junction)


def test_one_hit_leaves_a_biallelic_loss_undetermined() -> None:
    assert reasons(asked(BIALLELIC, STOP)) == (
        "Not known whether a working copy of PALB2 is left: no second hit was seen.",
    )
    twice = replace(STOP, finding_id="the same in blood")
    assert reasons(asked(BIALLELIC, STOP, twice))


@pytest.mark.parametrize(
    "second",
    [
        copies("PALB2", CopyState.LOSS),
        replace(copies("PALB2", CopyState.NONE), heterozygosity_lost=True),
    ],
    ids=lambda one: one.label,
)
def test_a_second_hit_makes_a_loss_biallelic_to_be_confirmed(second: CaseFinding) -> None:
    for findings in ((STOP, second), (second, STOP)):
        found = asked(BIALLELIC, *findings)
        assert ids(found.supporting) == ["1"]
        assert set(found.supporting[0].finding_ids) == {STOP.finding_id, second.finding_id}
        assert "cop" in " ".join(found.supporting[0].to_confirm)


@pytest.mark.parametrize("germline", [None, True])
def test_two_changes_that_may_lie_on_one_copy_are_undetermined_until_the_other_copy_is_lost(
    germline: bool | None,
) -> None:
    second = variant("PALB2", "L531fs", germline=germline)
    assert reasons(asked(BIALLELIC, STOP, second)) == (
        "Not known whether PALB2 W1038* and PALB2 L531fs lie on different copies of PALB2: their phase is "
        "not told, and no loss of the other copy was seen.",
    )
    lost = replace(copies("PALB2", CopyState.NONE), heterozygosity_lost=True)
    found = asked(BIALLELIC, STOP, second, lost)
    assert ids(found.supporting) == ["1"]
    assert ids(asked(BIALLELIC, STOP, second, copies("PALB2", CopyState.DEEP_LOSS)).supporting) == ["1"]


def phased(change: str, haplotype: str, phase_set: str = "P1:16:PS:9") -> CaseFinding:
    return replace(variant("PALB2", change), phase=Phase(phase_set, haplotype))


def test_two_changes_that_the_reads_place_on_different_copies_are_a_biallelic_loss_to_be_confirmed() -> None:
    third = variant("PALB2", "Q988*")
    for findings in permutations([phased("W1038*", "0|1"), phased("L531fs", "1|0"), third]):
        found = asked(BIALLELIC, *findings)
        assert ids(found.supporting) == ["1"]
        assert set(found.supporting[0].finding_ids) == {"PALB2 W1038*", "PALB2 L531fs"}
        (said,) = found.supporting[0].to_confirm
        assert said.endswith("the reads say that they lie on different copies of PALB2.")


def test_two_changes_that_the_reads_place_on_one_copy_are_no_biallelic_loss() -> None:
    one, other = phased("W1038*", "0|1"), phased("L531fs", "0|1")
    assert reasons(asked(BIALLELIC, one, other)) == (
        "Not known whether a working copy of PALB2 is left: the reads say that PALB2 W1038* and PALB2 L531fs "
        "lie on one copy, and no loss of the other was seen.",
    )
    assert ids(asked(BIALLELIC, one, other, copies("PALB2", CopyState.LOSS)).supporting) == ["1"]


@pytest.mark.parametrize(
    "second",
    [
        [phased("L531fs", "1|0", "P1:16:PS:7")],
        [phased("L531fs", "1|0", "P2:16:PS:9")],
        [variant("PALB2", "L531fs")],
        [
            phased("L531fs", "1|0"),
            phased("W1038*", "0|1", "P2:16:PS:9"),
            phased("L531fs", "0|1", "P2:16:PS:9"),
        ],
    ],
    ids=["other set", "other profile", "no phase", "two profiles that contradict"],
)
def test_a_phase_that_cannot_be_compared_tells_nothing(second: list[CaseFinding]) -> None:
    (said,) = reasons(asked(BIALLELIC, phased("W1038*", "0|1"), *second))
    assert "their phase is not told" in said


@given(st.permutations([STOP, variant("PALB2", "L531fs"), variant("PALB2", "Q988*")]), st.integers(1, 3))
def test_changes_alone_never_prove_that_no_copy_works(changes: list[CaseFinding], number: int) -> None:
    assert reasons(asked(BIALLELIC, *changes[:number]))


@pytest.mark.parametrize(
    "beside",
    [
        copies("PALB2", CopyState.GAIN),
        copies("BRCA2", CopyState.LOSS),
        variant("PALB2", "L531fs", BENIGN),
        variant("PALB2", "K18R"),
    ],
    ids=lambda one: one.label,
)
def test_what_loses_no_function_is_no_second_hit(beside: CaseFinding) -> None:
    assert reasons(asked(BIALLELIC, STOP, beside))


def test_the_loss_of_both_copies_needs_no_second_hit() -> None:
    found = asked(BIALLELIC, copies("PALB2", CopyState.DEEP_LOSS))
    assert ids(found.supporting) == ["1"]
    assert found.supporting[0].to_confirm == ()
    assert ids(asked("PALB2 Loss-of-function", STOP).supporting) == ["1"]


def test_a_loss_of_one_copy_alone_is_no_biallelic_loss() -> None:
    assert asked(BIALLELIC, copies("PALB2", CopyState.LOSS)) == Matched()


@pytest.mark.parametrize(("germline", "undetermined"), [(True, ["1"]), (None, ["1"]), (False, [])])
def test_one_hit_of_the_tumour_never_meets_an_item_about_the_germline(
    germline: bool | None, undetermined: list[str]
) -> None:
    one = variant("PALB2", "W1038*", germline=germline)
    assert ids(asked(BIALLELIC, one, origin=VariantOrigin.GERMLINE).undetermined) == undetermined


def test_a_loss_of_heterozygosity_is_called_by_its_name() -> None:
    call = CopyNumberChange("BRCA1", "BRCA1", CopyNumberCall.LOH, 1.0, "1.0", 2.0, 0.0)
    found = case_finding("f", call)
    assert found is not None
    assert (found.label, found.copy_state) == ("BRCA1 loss of heterozygosity (1.0-fold)", CopyState.NONE)
