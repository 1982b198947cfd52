"""Which findings meet which atoms, and by how much of the change."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.findings import FindingClass
from domain.knowledge.atom_match import CONFIRM_DIRECTION, CONFIRM_SKIPPING, met
from domain.knowledge.case_facts import CaseFinding, CopyState, Oncogenicity
from domain.knowledge.hits import Resolution
from domain.knowledge.profiles import Atom, atoms
from tests.domain.knowledge.cases import (
    BENIGN,
    ONCOGENIC,
    VUS,
    copies,
    fusion,
    index,
    item,
    profile,
    signature,
    skipped,
    variant,
)


def asked(text: str) -> Atom:
    found = profile(text)
    assert isinstance(found, Atom)
    return found


def how(text: str, finding: CaseFinding) -> Resolution | None:
    answer = met(asked(text), finding)
    return None if answer is None else answer.resolution


L858R = variant("EGFR", "L858R", ONCOGENIC)
E746 = variant("EGFR", "E746_A750del")
V600E = variant("BRAF", "V600E")


@pytest.mark.parametrize(
    ("text", "finding", "resolution"),
    [
        ("EGFR L858R", L858R, Resolution.EXACT),
        ("EGFR L858Q", L858R, None),
        ("KRAS L858R", L858R, None),
        ("BRAF V600", V600E, Resolution.CODON),
        ("BRAF V600", variant("BRAF", "V600_K601delinsE"), None),
        ("BRAF V600", variant("BRAF", "V600fs"), None),
        ("BRAF V600", variant("BRAF", "V600M", VUS), Resolution.CODON),
        ("BRAF V600", variant("BRAF", "V600M", BENIGN), None),
        ("BRAF V600M", variant("BRAF", "V600M", BENIGN), Resolution.EXACT),
        ("EGFR Exon 19 Deletion", E746, Resolution.EXON),
        ("EGFR Exon 19 Deletion", variant("EGFR", "E746_S752delinsV"), Resolution.EXON),
        ("EGFR Exon 19 Deletion", variant("EGFR", "E746fs"), None),
        ("EGFR Exon 19 Deletion", variant("EGFR", "L747P"), None),
        ("EGFR Exon 20 Insertion", variant("EGFR", "N771dup"), Resolution.EXON),
        ("EGFR Exon 20 Insertion", variant("EGFR", "T790M"), None),
        ("KIT Exon 11 Mutation", variant("KIT", "V560D"), Resolution.EXON),
        ("KIT Exon 11 Mutation", variant("KIT", "V560="), None),
        ("KIT Exon 11 Mutation", variant("KIT", "V560D", BENIGN), None),
        ("KIT Exon 11 Mutation", variant("KIT", "D816V"), None),
        ("KIT Exon 11 Mutation", variant("KIT", "W557*"), None),
        ("KIT Exon 11 Mutation", variant("KIT", None, (), "c.1670G>A", ("stop_gained",), (11,)), None),
        (
            "KIT Exon 11 Mutation",
            variant("KIT", None, (), "c.1648-5_1672del", ("splice_acceptor_variant",), (11,)),
            Resolution.EXON,
        ),
        ("KRAS Exon 2 Mutation", variant("KRAS", "G12*", exons=(2,)), None),
        ("KRAS Exon 2 Mutation", variant("KRAS", "Q22K", exons=(2,)), Resolution.EXON),
        ("NPM1 Exon 11 Mutation", variant("NPM1", "W288fs", exons=(11,)), Resolution.EXON),
        ("WT1 Exon 7 Mutation", variant("WT1", "R380fs", exons=(7,)), Resolution.EXON),
        ("ERBB2 Y772_A775dup", variant("ERBB2", "A775_G776insYVMA"), Resolution.EXACT),
    ],
)
def test_a_small_variant_is_met_by_its_change_its_codon_or_its_exon(
    text: str, finding: CaseFinding, resolution: Resolution | None
) -> None:
    assert how(text, finding) is resolution


@pytest.mark.parametrize(
    ("opinions", "resolution"), [(ONCOGENIC, Resolution.GENE), (VUS, None), (BENIGN, None), ((), None)]
)
def test_only_what_is_classed_oncogenic_meets_a_mutation_of_the_gene(
    opinions: tuple[object, ...], resolution: Resolution | None
) -> None:
    assert how("KRAS Mutation", variant("KRAS", "A146T", opinions)) is resolution  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("finding", "resolution"),
    [
        (variant("PTEN", "R130*"), Resolution.GENE),
        (variant("PTEN", "E7fs"), Resolution.GENE),
        (variant("PTEN", None, (), "c.634+1G>A", ("splice_donor_variant",)), Resolution.GENE),
        (copies("PTEN", CopyState.DEEP_LOSS), Resolution.GENE),
        (copies("PTEN", CopyState.LOSS), None),
        (variant("PTEN", "R130Q", ONCOGENIC), None),
        (variant("PTEN", "R130*", VUS), None),
        (variant("PTEN", "R130*", BENIGN), None),
        (variant("PTEN", "R130Q"), None),
    ],
)
def test_a_loss_of_function_is_met_by_what_ends_the_protein(
    finding: CaseFinding, resolution: Resolution | None
) -> None:
    assert how("PTEN Loss-of-function", finding) is resolution


def test_an_amplification_is_met_by_amplifications_only() -> None:
    states = {state: how("ERBB2 Amplification", copies("ERBB2", state)) for state in CopyState}
    assert {state for state, found in states.items() if found} == {CopyState.AMPLIFICATION}


def test_a_loss_is_met_by_a_loss_of_copies_and_never_by_a_small_deletion() -> None:
    states = {state: how("PTEN Loss", copies("PTEN", state)) for state in CopyState}
    assert {state for state, found in states.items() if found} == {CopyState.LOSS, CopyState.DEEP_LOSS}
    assert how("PTEN Loss", variant("PTEN", "E7_L8del", ONCOGENIC)) is None


@pytest.mark.parametrize(
    ("text", "finding", "resolution"),
    [
        ("EML4::ALK Fusion", fusion("EML4", "ALK"), Resolution.FUSION_PAIR),
        ("ALK::EML4 Fusion", fusion("EML4", "ALK"), None),
        ("v::ALK Fusion", fusion("EML4", "ALK"), Resolution.FUSION_ANY_PARTNER),
        ("v::ALK Fusion", fusion("ALK", "EML4"), None),
        ("FGFR2::v Fusion", fusion("FGFR2", "BICC1"), Resolution.FUSION_ANY_PARTNER),
        ("FGFR2::? Fusion", fusion("FGFR2", "BICC1"), Resolution.FUSION_ANY_PARTNER),
        ("FGFR2::v Fusion", fusion("BICC1", "FGFR2"), None),
        ("EML4::ALK Fusion", copies("ALK", CopyState.AMPLIFICATION), None),
    ],
)
def test_a_fusion_is_met_by_its_pair_or_by_any_partner(
    text: str, finding: CaseFinding, resolution: Resolution | None
) -> None:
    assert how(text, finding) is resolution


@pytest.mark.parametrize("text", ["EML4::ALK Fusion", "ALK::EML4 Fusion", "v::ALK Fusion", "ALK::v Fusion"])
def test_a_fusion_of_unknown_direction_is_met_in_either_order_and_to_be_confirmed(text: str) -> None:
    answer = met(asked(text), fusion("EML4", "ALK", known=False))
    assert answer is not None
    assert answer.confirm == CONFIRM_DIRECTION


@pytest.mark.parametrize(
    "finding",
    [
        variant("EGFR", "L858R", ONCOGENIC),
        copies("EGFR", CopyState.AMPLIFICATION),
        fusion("EGFR", "SEPTIN14"),
        skipped("EGFR", 2),
    ],
)
@pytest.mark.parametrize("text", ["EGFR Expression", "EGFR Overexpression", "EGFR Wildtype", "EGFR rs712829"])
def test_expression_wild_type_and_what_is_not_understood_are_met_by_nothing(
    text: str, finding: CaseFinding
) -> None:
    assert how(text, finding) is None


@pytest.mark.parametrize(
    ("coding", "consequences", "found"),
    [
        ("c.3028+1G>T", ("splice_donor_variant",), True),
        ("c.3082+2T>C", ("splice_donor_variant",), True),
        ("c.2888-1G>A", ("splice_acceptor_variant",), True),
        ("c.2942-2A>G", ("splice_acceptor_variant",), True),
        ("c.3010_3028+8del", ("splice_donor_variant",), True),
        ("c.3028G>A", ("missense_variant", "splice_region_variant"), True),
        ("c.2888-18_2888-7del", ("splice_polypyrimidine_tract_variant",), True),
        ("c.3029-1G>A", ("splice_acceptor_variant",), False),
        ("c.2887+1G>A", ("splice_donor_variant",), False),
        ("c.3000G>A", ("missense_variant",), False),
        ("c.2888-40A>G", ("intron_variant",), False),
    ],
)
def test_met_exon_14_is_skipped_by_changes_at_its_own_splice_sites_only(
    coding: str, consequences: tuple[str, ...], found: bool
) -> None:
    answer = met(asked("MET Exon 14 Skipping Mutation"), variant("MET", None, (), coding, consequences))
    assert (answer is not None) is found
    assert answer is None or (answer.resolution, answer.confirm) == (Resolution.EXON, CONFIRM_SKIPPING)


@pytest.mark.parametrize("text", ["v::ALK Fusion", "ALK Fusion"])
def test_a_fusion_that_is_classed_benign_is_met_by_its_own_pair_only(text: str) -> None:
    benign = replace(fusion("EML4", "ALK"), oncogenicity=Oncogenicity.BENIGN)
    assert how(text, benign) is None
    assert how("EML4::ALK Fusion", benign) is Resolution.FUSION_PAIR


def test_an_exon_that_rna_shows_to_be_skipped_is_exact() -> None:
    assert how("MET Exon 14 Skipping Mutation", skipped()) is Resolution.EXACT
    assert how("MET Exon 14 Skipping Mutation", skipped("MET", 13)) is None


@pytest.mark.parametrize(
    ("text", "finding", "met_by"),
    [
        ("ERBB2 Kinase Domain Mutation", variant("ERBB2", "Y772_A775dup", ONCOGENIC), True),
        ("ERBB2 Kinase Domain Mutation", variant("ERBB2", "L755S", ONCOGENIC), True),
        ("ERBB2 Kinase Domain Mutation", variant("ERBB2", "S310F", ONCOGENIC), False),
        ("ERBB2 Kinase Domain Mutation", variant("ERBB2", "L755S"), False),
        ("ERBB2 Kinase Domain Mutation", variant("ERBB2", "L755S", VUS), False),
        ("ERBB2 Kinase Domain Mutation", variant("ERBB2", "W731*", ONCOGENIC), False),
        ("ERBB2 Kinase Domain Mutation", variant("ERBB2", "G719_K724del", ONCOGENIC), False),
        ("FLT3 TKD Mutation", variant("FLT3", "D835Y", ONCOGENIC), True),
        ("FLT3 TKD Mutation", variant("FLT3", "I836del", ONCOGENIC), True),
        ("FLT3 TKD Mutation", variant("FLT3", "E611_F612insDEYFYVDFREYE", ONCOGENIC), False),
        ("TP53 DNA Binding Domain Mutation", variant("TP53", "R175H", ONCOGENIC), True),
        ("TP53 DNA Binding Domain Mutation", variant("TP53", "R337H", ONCOGENIC), False),
        ("TP53 DNA Binding Domain Mutation", copies("TP53", CopyState.DEEP_LOSS), False),
    ],
)
def test_a_mutation_of_a_domain_is_met_by_what_is_classed_oncogenic_within_its_codons(
    text: str, finding: CaseFinding, met_by: bool
) -> None:
    answer = met(asked(text), finding)
    assert (answer is not None) is met_by
    if answer is not None:
        assert answer.resolution is Resolution.GENE and not answer.open
        assert answer.confirm is not None and "whole domain" in answer.confirm


def test_a_splice_event_is_met_by_its_name() -> None:
    seen = CaseFinding("s", "EGFRvIII", FindingClass.SPLICE_VARIANT, ("EGFR",), splice="EGFRvIII")
    assert how("EGFR VIII", seen) is Resolution.EXACT
    assert how("AR-V7", seen) is None


def test_an_internal_tandem_duplication_of_flt3_is_met_in_its_place_only() -> None:
    assert how("FLT3 ITD", variant("FLT3", "Y597_E598insDEYFYVDFREYEY")) is Resolution.EXON
    assert how("FLT3 ITD", variant("FLT3", "D835Y")) is None
    assert how("FLT3 ITD", variant("FLT3", "D835_I836insG")) is None


def test_a_deletion_of_several_exons_is_never_met_by_some_residues() -> None:
    rearranged = CaseFinding(
        "r", "BRCA1", FindingClass.REARRANGEMENT, ("BRCA1",), exons=(4, 5), copy_state=CopyState.LOSS
    )
    assert how("BRCA1 Exon 4-5 Deletion", rearranged) is Resolution.EXON
    assert how("BRCA1 Exon 4-6 Deletion", rearranged) is None
    assert how("BRCA1 Exon 4-5 Deletion", variant("BRCA1", "L30_L31del", exons=(4,))) is None


def test_a_signature_is_met_by_its_name() -> None:
    assert how("MSI High", signature("MSI-H")) is Resolution.EXACT
    assert how("MSI High", signature("MSS")) is None
    assert how("TMB High", signature("MSI-H")) is None


GENES = ("EGFR", "KRAS", "MET", "ALK", "EML4", "TP53", "FLT3")
PROFILES = (
    "EGFR L858R", "EGFR L858", "EGFR Exon 19 Deletion", "EGFR Mutation", "EGFR Amplification", "EGFR VIII",
    "KRAS G12C", "KRAS G12", "KRAS Mutation", "KRAS Amplification", "MET Exon 14 Skipping Mutation",
    "MET Amplification", "MET Exon 14 Mutation", "v::ALK Fusion", "EML4::ALK Fusion", "ALK Fusion",
    "ALK F1174L", "TP53 Loss-of-function", "TP53 Truncating Mutation", "TP53 Loss", "TP53 Mutation",
    "TP53 R175H", "FLT3 ITD", "FLT3 D835", "EGFR Expression", "TP53 Wildtype", "MSI High", "TMB Low",
)  # fmt: skip
CHANGES = (
    "L858R",
    "G12C",
    "R175H",
    "E746_A750del",
    "F1174L",
    "D835Y",
    "R213*",
    "E7fs",
    "N600_D601insDEYFYVD",
)


@st.composite
def findings(draw: st.DrawFn) -> CaseFinding:
    """Any finding of some genes."""
    gene = draw(st.sampled_from(GENES))
    kind = draw(st.sampled_from(["variant", "copies", "fusion", "skipped", "signature"]))
    if kind == "copies":
        return copies(gene, draw(st.sampled_from(list(CopyState))))
    if kind == "fusion":
        return fusion(gene, draw(st.sampled_from(GENES)), draw(st.booleans()))
    if kind == "skipped":
        return skipped(gene, draw(st.sampled_from([2, 14])))
    if kind == "signature":
        return signature(draw(st.sampled_from(["MSI-H", "MSS", "TMB-L"])))
    opinions = draw(st.sampled_from([(), ONCOGENIC, VUS, BENIGN]))
    exons = draw(st.sampled_from([(), (14,), (19,)]))
    return variant(gene, draw(st.sampled_from(CHANGES)), opinions, exons=exons)


EVERY = index(*(item(text) for text in PROFILES))
ATOMS = [atom for text in PROFILES for atom in atoms(profile(text))]


@settings(max_examples=300)
@given(findings())
def test_looking_up_finds_what_asking_every_atom_finds(finding: CaseFinding) -> None:
    told = list(EVERY.met_by(finding))
    looked_up = dict(told)
    assert len(told) == len(looked_up)
    one_by_one = {atom: answer for atom in ATOMS if (answer := met(atom, finding)) is not None}
    assert looked_up == one_by_one


@settings(max_examples=200)
@given(findings(), st.sampled_from(PROFILES))
def test_an_uncertain_or_benign_change_never_meets_an_atom_of_gene_level(
    finding: CaseFinding, text: str
) -> None:
    answer = met(asked(text), finding)
    if answer is not None and answer.resolution is Resolution.GENE:
        assert finding.oncogenicity.value in {"oncogenic", "not_classed"}
