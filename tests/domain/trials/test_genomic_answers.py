"""Whether a patient's findings are the change that a trial asks for."""

import pytest

from domain.assessment import Assessment
from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFacts, CaseFinding, CopyState
from domain.origins import Origin
from domain.trials.criteria import (
    INTERGENIC,
    Classification,
    CopyCall,
    Genomic,
    Not,
    VariantCategory,
    WildType,
)
from domain.trials.matches import Answer
from domain.trials.patient_facts import PatientFacts
from tests.domain.trials.patients import copies, detail, fusion, mutation, patient, spliced, told, variant

G12C = variant("KRAS", "G12C")
CNV, SV, SPLICE = VariantCategory.COPY_NUMBER, VariantCategory.STRUCTURAL, VariantCategory.SPLICE


def test_the_change_itself_passes_with_its_allele_frequency() -> None:
    found = told(mutation(protein_change="G12C"), patient(G12C, details=detail(G12C, "23.4 %")))
    assert found.answer is Answer.PASS
    assert found.sentence == "KRAS G12C found (VAF 23.4 %)."
    assert found.finding_ids == ("KRAS G12C",)


@pytest.mark.parametrize("said", ["oncogenic", "uncertain_significance", None])
def test_the_change_itself_passes_whatever_was_said_of_its_biology(said: str | None) -> None:
    found = told(mutation(protein_change="G12C"), patient(variant("KRAS", "G12C", said)))
    assert found.answer is Answer.PASS


@pytest.mark.parametrize(
    ("said", "answer", "words"),
    [
        ("oncogenic", Answer.PASS, "KRAS G12C found."),
        ("uncertain_significance", Answer.WARN, "of uncertain significance"),
        (None, Answer.WARN, "not classified"),
        ("benign", Answer.FAIL, "No KRAS mutation found; small variants of KRAS were assessed"),
    ],
)
def test_any_mutation_of_a_gene_warns_unless_it_is_classed_oncogenic(
    said: str | None, answer: Answer, words: str
) -> None:
    found = told(mutation(), patient(variant("KRAS", "G12C", said)))
    assert found.answer is answer
    assert words in found.sentence


def test_a_silent_change_is_no_mutation() -> None:
    assert told(mutation(), patient(variant("KRAS", "G12="))).answer is Answer.FAIL


def test_a_change_of_which_nothing_is_known_decides_nothing() -> None:
    found = told(mutation(), patient(variant("KRAS", None, None, c_dot="c.34G>T")))
    assert found.answer is Answer.UNDETERMINED
    assert "what it does to the protein is not known" in found.sentence


def test_a_change_that_only_blood_shows_warns() -> None:
    found = told(mutation(protein_change="G12C"), patient(G12C, details=detail(G12C, "1.2 %", blood=True)))
    assert found.answer is Answer.WARN
    assert "seen only in blood" in found.sentence


def test_a_change_of_the_germline_warns() -> None:
    found = told(mutation(protein_change="G12C"), patient(variant("KRAS", "G12C", germline=True)))
    assert found.answer is Answer.WARN


def test_another_change_of_the_gene_fails_and_is_named() -> None:
    found = told(mutation(protein_change="G12C"), patient(variant("KRAS", "G12D")))
    assert found.answer is Answer.FAIL
    assert "found instead: KRAS G12D" in found.sentence


def test_what_was_not_assessed_is_undetermined_and_names_the_test() -> None:
    found = told(mutation(protein_change="G12C"), patient(assessed=False))
    assert found.answer is Answer.UNDETERMINED
    assert found.sentence == (
        "Small variants of KRAS were not assessed; sequencing of KRAS in DNA would decide it."
    )
    assert found.further_test == "Sequencing of KRAS in DNA would decide it."


def test_where_nobody_knows_whether_it_was_assessed_it_is_undetermined() -> None:
    found = told(mutation(), patient(state=Assessment.UNKNOWN))
    assert found.answer is Answer.UNDETERMINED
    assert "is not known" in found.sentence


def test_absence_passes_only_where_the_gene_was_assessed() -> None:
    absent = Not(mutation())
    assert told(absent, patient()).answer is Answer.PASS
    assert told(absent, patient(assessed=False)).answer is Answer.UNDETERMINED
    assert told(absent, patient(G12C)).answer is Answer.FAIL
    assert told(absent, patient(variant("KRAS", "Q22K", "uncertain_significance"))).answer is Answer.WARN


def test_a_not_says_that_the_trial_asks_for_the_absence() -> None:
    assert told(Not(mutation()), patient(G12C)).sentence == (
        "KRAS G12C found; the trial excludes KRAS mutation."
    )
    assert told(Not(mutation()), patient()).sentence == (
        "No KRAS mutation found; small variants of KRAS were assessed; the trial excludes KRAS mutation."
    )


def test_a_codon_takes_every_substitution_and_no_deletion() -> None:
    codon = mutation("BRAF", codon="V600")
    assert told(codon, patient(variant("BRAF", "V600K"))).answer is Answer.PASS
    assert told(codon, patient(variant("BRAF", "V600del"))).answer is Answer.FAIL
    assert told(codon, patient(variant("BRAF", "K601E"))).answer is Answer.FAIL
    assert told(codon, patient(variant("BRAF", "V600K", "uncertain_significance"))).answer is Answer.WARN


def test_an_exon_deletion_is_found_by_exon_and_kind() -> None:
    exon_19 = mutation("EGFR", exons=(19,), classifications=(Classification.IN_FRAME_DELETION,))
    deletion = variant("EGFR", "E746_A750del", None, exons=(19,))
    assert told(exon_19, patient(deletion)).answer is Answer.PASS
    assert told(exon_19, patient(variant("EGFR", "L858R", exons=(21,)))).answer is Answer.FAIL
    unplaced = told(exon_19, patient(variant("EGFR", "E746_A750del")))
    assert unplaced.answer is Answer.UNDETERMINED
    assert "its exon is not known" in unplaced.sentence


def test_an_insertion_written_as_duplication_is_the_same_change() -> None:
    asked = mutation("ERBB2", protein_change="Y772_A775dup")
    assert told(asked, patient(variant("ERBB2", "A775_G776insYVMA"))).answer is Answer.PASS


@pytest.mark.parametrize(
    ("call", "state", "answer"),
    [
        (CopyCall.HIGH_AMPLIFICATION, CopyState.AMPLIFICATION, Answer.PASS),
        (CopyCall.HIGH_AMPLIFICATION, CopyState.GAIN, Answer.WARN),
        (CopyCall.HIGH_AMPLIFICATION, CopyState.LOSS, Answer.FAIL),
        (CopyCall.GAIN, CopyState.AMPLIFICATION, Answer.PASS),
        (CopyCall.HOMOZYGOUS_DELETION, CopyState.LOSS, Answer.WARN),
        (CopyCall.HOMOZYGOUS_DELETION, CopyState.DEEP_LOSS, Answer.PASS),
        (CopyCall.HETEROZYGOUS_DELETION, CopyState.DEEP_LOSS, Answer.PASS),
        (None, CopyState.LOSS, Answer.PASS),
        (None, CopyState.NONE, Answer.FAIL),
    ],
)
def test_a_copy_number_call_is_read_by_its_state(
    call: CopyCall | None, state: CopyState, answer: Answer
) -> None:
    assert told(Genomic("ERBB2", CNV, copy_call=call), patient(copies("ERBB2", state))).answer is answer


def test_an_amplification_is_no_mutation_and_a_mutation_no_amplification() -> None:
    assert told(mutation("ERBB2"), patient(copies("ERBB2", CopyState.AMPLIFICATION))).answer is Answer.FAIL
    assert told(Genomic("ERBB2", CNV), patient(variant("ERBB2", "S310F"))).answer is Answer.FAIL


def test_a_fusion_is_found_by_one_gene_or_both_on_either_side() -> None:
    of = patient(fusion("EML4", "ALK"))
    assert told(Genomic("ALK", SV), of).answer is Answer.PASS
    assert told(Genomic("ALK", SV, partner="EML4"), of).answer is Answer.PASS
    assert told(Genomic("EML4", SV, partner="ALK"), of).answer is Answer.PASS
    assert told(Genomic(None, SV, partner="ALK"), of).answer is Answer.PASS
    assert told(Genomic("ALK", SV, partner="KIF5B"), of).answer is Answer.FAIL
    assert told(Genomic("ALK", SV, partner=INTERGENIC), of).answer is Answer.FAIL


def test_a_fusion_with_an_unnamed_partner_warns_where_the_partner_counts() -> None:
    of = patient(fusion("ALK"))
    assert told(Genomic("ALK", SV), of).answer is Answer.PASS
    assert told(Genomic("ALK", SV, partner="EML4"), of).answer is Answer.WARN


def test_a_gene_fused_with_itself_needs_the_gene_twice() -> None:
    asked = Genomic("ALK", SV, partner="ALK")
    assert told(asked, patient(fusion("EML4", "ALK"))).answer is Answer.FAIL
    assert told(asked, patient(fusion("ALK", "ALK"))).answer is Answer.PASS


def test_met_exon_14_is_found_in_rna_and_in_dna_alike() -> None:
    as_mutation = mutation("MET", exons=(14,), classifications=(Classification.SPLICE_SITE,))
    in_dna = variant("MET", None, None, c_dot="c.3028+1G>T")
    assert told(as_mutation, patient(in_dna)).answer is Answer.PASS
    assert told(as_mutation, patient(spliced("MET", 14))).answer is Answer.PASS
    as_event = Genomic("MET", SPLICE, exons=(14,))
    assert told(as_event, patient(spliced("MET", 14))).answer is Answer.PASS
    assert told(as_event, patient(in_dna)).answer is Answer.WARN
    assert told(as_event, patient(spliced("MET", 2))).answer is Answer.FAIL


def test_no_rna_leaves_a_fusion_open_while_the_mutation_is_answered() -> None:
    def looked(gene: str, kind: FindingClass) -> Assessment:
        return Assessment.ASSESSED if kind is FindingClass.SMALL_VARIANT else Assessment.NOT_ASSESSED

    of = PatientFacts(CaseFacts((), "LUAD", looked))
    assert told(mutation(), of).answer is Answer.FAIL
    fused = told(Genomic("ALK", SV), of)
    assert fused.answer is Answer.UNDETERMINED
    assert fused.further_test == "An RNA or FISH test for fusions of ALK would decide it."
    anything = told(Genomic("ALK", VariantCategory.ANY), of)
    assert anything.answer is Answer.UNDETERMINED
    assert "small variants" not in anything.sentence


def test_any_change_takes_each_class() -> None:
    asked = Genomic("ALK", VariantCategory.ANY)
    for finding in (
        variant("ALK", "F1174L"),
        copies("ALK", CopyState.GAIN),
        fusion("ALK"),
        spliced("ALK", 2),
    ):
        assert told(asked, patient(finding)).answer is Answer.PASS


def test_wild_type_needs_the_gene_assessed_and_no_mutation() -> None:
    wild = WildType("KRAS")
    assert told(wild, patient()).answer is Answer.PASS
    assert told(wild, patient(G12C)).answer is Answer.FAIL
    assert told(wild, patient(variant("KRAS", "Q22K", None))).answer is Answer.WARN
    assert told(wild, patient(assessed=False)).answer is Answer.UNDETERMINED


def test_the_finding_with_the_fewest_doubts_answers() -> None:
    sure: CaseFinding = G12C
    doubted = variant("KRAS", "Q22K", "uncertain_significance")
    found = told(mutation(), patient(doubted, sure))
    assert (found.answer, found.finding_ids) == (Answer.PASS, ("KRAS G12C",))


@pytest.mark.parametrize("kind", [Assessment.ASSESSED, Assessment.UNKNOWN, Assessment.NOT_ASSESSED])
def test_what_only_blood_was_looked_at_for_is_absent_for_nobody(kind: Assessment) -> None:
    of = patient(in_tissue=lambda gene, asked: kind)
    in_tissue = kind is Assessment.ASSESSED
    assert told(mutation(), of).answer is (Answer.FAIL if in_tissue else Answer.UNDETERMINED)
    assert told(Not(mutation()), of).answer is (Answer.PASS if in_tissue else Answer.UNDETERMINED)
    if not in_tissue:
        found = told(mutation(), of)
        assert "were assessed in blood only" in found.sentence
        assert found.further_test == "A test of tissue would decide it."


def test_blood_alone_is_enough_for_the_germline() -> None:
    of = patient(in_tissue=lambda gene, asked: Assessment.NOT_ASSESSED)
    assert told(mutation(origin=Origin.GERMLINE), of).answer is Answer.FAIL


DEL, INS = Classification.FRAMESHIFT_DELETION, Classification.FRAMESHIFT_INSERTION


@pytest.mark.parametrize(
    ("coding", "asked", "answer"),
    [
        ("c.68_69del", (DEL,), Answer.PASS),
        ("c.68_69del", (INS,), Answer.FAIL),
        ("c.68dup", (INS,), Answer.PASS),
        ("c.68dup", (DEL,), Answer.FAIL),
        ("c.68_72delinsA", (DEL,), Answer.PASS),
        ("c.68delinsAAC", (INS,), Answer.PASS),
        ("c.68_69del", (DEL, INS), Answer.PASS),
        (None, (DEL, INS), Answer.PASS),
        (None, (INS,), Answer.UNDETERMINED),
        (None, (DEL, Classification.NONSENSE), Answer.UNDETERMINED),
    ],
)
def test_a_frameshift_is_a_deletion_or_an_insertion_by_its_coding_change(
    coding: str | None, asked: tuple[Classification, ...], answer: Answer
) -> None:
    found = told(
        mutation("BRCA1", classifications=asked), patient(variant("BRCA1", "E23Vfs*17", c_dot=coding))
    )
    assert found.answer is answer
    if answer is Answer.UNDETERMINED:
        assert "whether its frameshift is a deletion or an insertion is not known" in found.sentence
    if answer is Answer.FAIL:
        assert "found instead: BRCA1 E23Vfs*17" in found.sentence


def test_a_change_in_frame_is_a_deletion_or_an_insertion_and_never_both() -> None:
    shorter, longer = Classification.IN_FRAME_DELETION, Classification.IN_FRAME_INSERTION
    for change, held in (("E746_A750del", shorter), ("A767_V769dup", longer), ("L747_P753delinsS", shorter)):
        answers = {
            one: told(mutation("EGFR", classifications=(one,)), patient(variant("EGFR", change))).answer
            for one in (shorter, longer)
        }
        assert answers[held] is Answer.PASS
        assert set(answers.values()) == {Answer.PASS, Answer.FAIL}
