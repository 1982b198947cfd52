"""CIViC's accepted evidence of May 2026: every row an item, told apart as an independent reading did."""

import csv
import os
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from data.ingest.knowledge.civic import read_civic
from data.reference.genes import current_symbol
from data.reference.protein_domains import codons_of_domain
from domain.knowledge.evidence import EvidenceItem, ReleaseReading
from domain.knowledge.profile_parser import Operators, operators_of, parse_profile, text_of
from domain.knowledge.profiles import AllOf, AnyOf, Atom, AtomKind, atoms
from domain.knowledge.release_report import NO_DISEASE, NOT_MAPPED, ReleaseReport, report_of

ROOT = Path(__file__).resolve().parents[3]
CIVIC = Path(os.environ.get("MTB_SHARED", ROOT.parent / "shared")) / "knowledge" / "evidence" / "civic"
EVIDENCE = CIVIC / "civic_accepted_evidence_2026-05.tsv"
SPLIT = CIVIC / "civic_evidence_facts_2026-05.tsv"
ASSERTIONS = CIVIC / "civic_assertions_sample_2026.tsv"

# What the independent split calls a simple profile, and the atoms that stand for it here.
SAME: dict[str, set[str]] = {
    "protein_substitution": {"protein_change"},
    "protein_indel_fs": {"protein_change"},
    "fusion": {"fusion"},
    "gene_level": {"gene_mutation", "loss_of_function"},
    "expression": {"expression"},
    "cn_gain": {"amplification"},
    "cn_loss_or_loss": {"loss"},
    "exon_category": {"exon"},
    "codon": {"codon"},
    "splice_exon_skipping": {"exon", "splice_variant"},
    "itd_ktd": {"internal_duplication"},
    "domain_or_rearrangement": {"fusion_either"},
    "characteristic": {"signature"},
    "wild_type": {"wild_type"},
    "dna_level": {"coding_change"},
    "methylation": {"other"},
    "other": {"other"},
}
# Every class of difference, with the number of items and why they differ.
DIFFERENT: dict[tuple[str, str], tuple[int, str]] = {
    ("protein_substitution", "any of"): (8, "two residues in short, S310F/Y, are alternatives"),
    ("protein_substitution", "all of"): (2, "two changes in one profile, joined by a small 'and'"),
    ("protein_substitution", "coding_change"): (8, "TERT C228T lies in the promoter; E55= is silent"),
    ("protein_substitution", "other"): (1, "W1815X: X is a stop for some and any residue for others"),
    ("protein_indel_fs", "coding_change"): (
        1,
        "R177ins does not say what is inserted; its coding change does",
    ),
    ("protein_indel_fs", "other"): (1, "HSPH1 T17 DELETION is a run of bases"),
    ("fusion", "fusion_either"): (5, "EWSR1 Fusion names no side"),
    ("fusion", "other"): (1, "an enhancer beside BCL2 is no fusion of two genes"),
    ("gene_level", "effect"): (4, "truncating mutations are asked by their effect"),
    ("gene_level", "other"): (2, "a rare mutation is not any mutation"),
    ("cn_gain", "internal_duplication"): (2, "an internal duplication is no gain of copies"),
    ("cn_gain", "gene_mutation"): (3, "a gain of function is no gain of copies"),
    ("cn_loss_or_loss", "loss_of_function"): (3, "a biallelic inactivation is a loss of function"),
    ("cn_loss_or_loss", "other"): (1, "a loss of heterozygosity is no call of the assay"),
    ("exon_category", "protein_change"): (1, "R164Q (exon 5b) is a protein change with a remark"),
    ("exon_category", "other"): (2, "rare mutations of exons 18 to 21 are not any"),
    ("codon", "any of"): (14, "G12/G13 are alternatives"),
    ("splice_exon_skipping", "coding_change"): (24, "a splice site with its coding change is that change"),
    ("dna_level", "any of"): (7, "the TERT promoter mutations are two changes"),
    ("dna_level", "protein_change"): (5, "a lost stop or start is a change of the protein"),
    ("dna_level", "other"): (26, "rs numbers, uncertain places"),
    ("domain_or_rearrangement", "other"): (6, "domains without positions, introns"),
    ("domain_or_rearrangement", "codon_range"): (5, "the domain is in the table of domains"),
    ("characteristic", "other"): (7, "blood TMB, methylation signatures, kataegis"),
    ("other", "codon_range"): (6, "FLT3 TKD is a domain in the table of domains"),
    ("other", "effect"): (5, "frameshifts and truncations are asked by their effect"),
    ("other", "expression"): (5, "serum levels are of the protein"),
    ("other", "coding_change"): (1, "1100DELC is c.1100del"),
    ("other", "protein_change"): (2, "V600_K601>E is a delins"),
    ("other", "all of"): (2, "Non-V600 is an oncogenic change and not that codon"),
    ("other", "gene_mutation"): (1, "PRPS1 PRPS1 MUTATION repeats the gene"),
    ("other", "loss"): (3, "a large deletion is a loss of the gene"),
}


@pytest.fixture(autouse=True)
def present() -> None:
    """Skips, told, where the public file is not."""
    if not EVIDENCE.is_file():
        pytest.skip(f"the public file is not at {CIVIC.name} (set MTB_SHARED to the folder above it)")


@cache
def reading() -> ReleaseReading:
    return read_civic(EVIDENCE, EVIDENCE.name)


@cache
def report() -> ReleaseReport:
    made = report_of(reading())
    assert made is not None
    return made


@cache
def items() -> dict[str, EvidenceItem]:
    release = reading().release
    assert release is not None
    return {item.item_id: item for item in release.items}


@cache
def split() -> tuple[dict[str, str], ...]:
    with SPLIT.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def kind_of(item: EvidenceItem) -> str:
    match item.profile:
        case Atom(kind):
            return kind.value
        case AnyOf():
            return "any of"
        case AllOf():
            return "all of"
        case _:
            return "not"


def test_every_row_is_an_item_and_none_is_without_a_line() -> None:
    made = report()
    assert (made.rows, made.items, made.not_taken, made.without_a_line) == (4854, 4854, (), 0)
    assert made.version == "2026-05-26"
    assert reading().problems == ()


def test_types_and_levels_are_those_of_the_file() -> None:
    made = report()
    assert dict(made.types) == {
        "predictive": 2844, "predisposing": 681, "prognostic": 536, "diagnostic": 498, "functional": 160,
        "oncogenic": 135,
    }  # fmt: skip
    levels: Counter[str] = Counter()
    for _, level, number in made.levels:
        levels[level.removeprefix("civic ")] += number
    assert levels == {"A": 225, "B": 1623, "C": 1670, "D": 1304, "E": 32}
    assert sum(item.flagged for item in items().values()) == 153


def test_operators_are_counted_as_the_independent_split_counted_them() -> None:
    assert dict(report().operators) == {"none": 4323, "and": 432, "or": 91, "mixed": 5, "not": 3}
    theirs = {"": "none", "AND": "and", "OR": "or", "AND+OR()": "mixed", "AND+NOT": "not", "NOT": "not"}
    different = [
        row["evidence_id"]
        for row in split()
        if operators_of(items()[f"EID{row['evidence_id']}"].profile_text)
        != Operators(theirs[row["operator"]])
    ]
    assert different == []


def test_every_difference_from_the_independent_split_has_its_reason() -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for row in split():
        kind = kind_of(items()[f"EID{row['evidence_id']}"])
        if not row["operator"] and kind not in SAME[row["category"]]:
            seen[row["category"], kind] += 1
    assert seen == {difference: number for difference, (number, _) in DIFFERENT.items()}


def test_atoms_of_compound_profiles_are_as_many_as_the_split_has() -> None:
    not_understood = []
    for row in split():
        if row["operator"]:
            found = list(atoms(items()[f"EID{row['evidence_id']}"].profile))
            assert len(found) == len(row["category"].split("|")), row["molecular_profile"]
            not_understood += [one.text for one in found if one.kind is AtomKind.OTHER]
    assert not_understood == []


def test_at_most_sixty_texts_beside_methylation_and_polymorphisms_are_not_understood() -> None:
    texts = [text for text, _ in report().not_understood]
    plain = [text for text in texts if not re.search(r"\brs\d+|methylation", text, re.IGNORECASE)]
    assert (len(texts), len(plain)) == (72, 43)


def test_every_profile_that_is_written_down_is_read_as_the_same_expression() -> None:
    for item in items().values():
        again = parse_profile(text_of(item.profile), current_symbol, codons_of_domain)
        assert again == item.profile, item.profile_text


def test_diseases_that_are_not_mapped_are_no_tumours_of_the_tree() -> None:
    whys: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in reading().left_over:
        whys[one.why][one.text] += 1
    assert whys[NO_DISEASE] == {"": 160}
    assert whys[NOT_MAPPED]["Von Hippel-Lindau Disease"] == 625
    assert whys[NOT_MAPPED].total() == 654
    predictive = [
        item.scope.text for item in items().values() if item.type == "predictive" and not item.scope.mapped
    ]
    assert sorted(set(predictive)) == ["Chuvash Polycythemia", "Peutz-Jeghers Syndrome"]


def test_the_standard_first_line_of_lung_is_found_inside_an_or_profile() -> None:
    found = [
        item.item_id
        for item in items().values()
        if "Osimertinib" in item.drugs and item.level == "A" and isinstance(item.profile, AnyOf)
        and item.scope.codes == ("NSCLC",)
    ]  # fmt: skip
    assert found


def test_only_three_drug_names_hold_a_comma_and_no_drug_is_half_a_name() -> None:
    drugs = {name for item in items().values() for name in item.drugs}
    assert {name for name in drugs if "," in name} == {
        "HER2 Inhibitor CP-724,714",
        "2,4-pyrimidinediamine",
        "FGF/VEGF Receptor Tyrosine Kinase Inhibitor, PD173074",
    }
    assert [name for name in drugs if re.fullmatch(r"[\d\W]+.{0,1}", name)] == []


def test_the_assertions_that_are_at_hand_become_items() -> None:
    made = report_of(read_civic(ASSERTIONS, ASSERTIONS.name))
    assert made is not None
    assert (made.rows, made.items, made.without_a_line) == (11, 11, 0)
