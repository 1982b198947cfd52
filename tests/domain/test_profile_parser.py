"""What an item of evidence is about: read as atoms joined by AND, OR and NOT, and nothing is dropped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.knowledge.profile_parser import (
    MAX_CHARACTERS,
    Operators,
    operators_of,
    parse_profile,
    text_of,
)
from domain.knowledge.profiles import AllOf, AnyOf, Atom, AtomKind, Effect, Expression, Not, atoms

OLD = {"MLL": "KMT2A", "HER2": "ERBB2"}
SIMPLE: dict[str, tuple[AtomKind, str | None, str | None, str | None, Effect]] = {
    "EGFR L858R": (AtomKind.PROTEIN_CHANGE, "EGFR", "L858R", None, Effect.ANY),
    "EGFR p.(Leu858Arg)": (AtomKind.PROTEIN_CHANGE, "EGFR", "L858R", None, Effect.ANY),
    "EGFR E746_T751>I": (AtomKind.PROTEIN_CHANGE, "EGFR", "E746_T751delinsI", None, Effect.ANY),
    "ERBB2 Y772_A775DUP": (AtomKind.PROTEIN_CHANGE, "ERBB2", "Y772_A775dup", None, Effect.ANY),
    "EGFR A767_V769dupASV": (AtomKind.PROTEIN_CHANGE, "EGFR", "A767_V769dup", None, Effect.ANY),
    "PDGFRA D842_H845DELDIMH": (AtomKind.PROTEIN_CHANGE, "PDGFRA", "D842_H845del", None, Effect.ANY),
    "NPM1 W288fs": (AtomKind.PROTEIN_CHANGE, "NPM1", "W288fs", None, Effect.ANY),
    "ARID1A P1175FS*5": (AtomKind.PROTEIN_CHANGE, "ARID1A", "P1175fs", None, Effect.ANY),
    "RUNX1 T148HFSX9": (AtomKind.PROTEIN_CHANGE, "RUNX1", "T148fs", None, Effect.ANY),
    "BRCA2 K3326*": (AtomKind.PROTEIN_CHANGE, "BRCA2", "K3326*", None, Effect.ANY),
    "VHL R167Q (c.500G>A)": (AtomKind.PROTEIN_CHANGE, "VHL", "R167Q", None, Effect.ANY),
    "KRAS R164Q (exon 5b)": (AtomKind.PROTEIN_CHANGE, "KRAS", "R164Q", None, Effect.ANY),
    "CHEK2 R474C c.1420C>T": (AtomKind.PROTEIN_CHANGE, "CHEK2", "R474C", None, Effect.ANY),
    "VHL c.340+1G>A": (AtomKind.CODING_CHANGE, "VHL", "c.340+1G>A", None, Effect.ANY),
    "VHL Splice Site (c.340+1G>A)": (AtomKind.CODING_CHANGE, "VHL", "c.340+1G>A", None, Effect.ANY),
    "VHL E55= (c.165G>A)": (AtomKind.CODING_CHANGE, "VHL", "c.165G>A", None, Effect.ANY),
    "FLCN c.1285dupC": (AtomKind.CODING_CHANGE, "FLCN", "c.1285dup", None, Effect.ANY),
    "CHEK2 1100DELC": (AtomKind.CODING_CHANGE, "CHEK2", "c.1100del", None, Effect.ANY),
    "TERT C228T": (AtomKind.CODING_CHANGE, "TERT", "c.-124C>T", None, Effect.ANY),
    "BRAF V600": (AtomKind.CODON, "BRAF", "V600", None, Effect.ANY),
    "DNMT3A R882": (AtomKind.CODON, "DNMT3A", "R882", None, Effect.ANY),
    "EGFR Exon 19 Deletion": (AtomKind.EXON, "EGFR", "19", None, Effect.DELETION),
    "EGFR Exon 19 del": (AtomKind.EXON, "EGFR", "19", None, Effect.DELETION),
    "EGFR ex20ins": (AtomKind.EXON, "EGFR", "20", None, Effect.INSERTION),
    "KIT Exon 11 Mutation": (AtomKind.EXON, "KIT", "11", None, Effect.ANY),
    "STK11 EXON 1-2 MUTATION": (AtomKind.EXON, "STK11", "1-2", None, Effect.ANY),
    "CALR EXON 9 FRAMESHIFT": (AtomKind.EXON, "CALR", "9", None, Effect.FRAMESHIFT),
    "MET Exon 14 Skipping Mutation": (AtomKind.EXON, "MET", "14", None, Effect.SKIPPING),
    "v::ALK Fusion": (AtomKind.FUSION, None, None, "ALK", Effect.ANY),
    "FGFR2::? Fusion": (AtomKind.FUSION, "FGFR2", None, None, Effect.ANY),
    "EML4::ALK Fusion": (AtomKind.FUSION, "EML4", None, "ALK", Effect.ANY),
    "EML4::ALK e20::e20": (AtomKind.FUSION, "EML4", "e20::e20", "ALK", Effect.ANY),
    "C19MC TTYH1::C19MC fusion": (AtomKind.FUSION, "TTYH1", None, "C19MC", Effect.ANY),
    "EWSR1 Fusion": (AtomKind.FUSION_EITHER, "EWSR1", None, None, Effect.ANY),
    "NR4A3 rearrangement": (AtomKind.FUSION_EITHER, "NR4A3", None, None, Effect.ANY),
    "ERBB2 Amplification": (AtomKind.AMPLIFICATION, "ERBB2", None, None, Effect.ANY),
    "HER2 Amplification": (AtomKind.AMPLIFICATION, "ERBB2", None, None, Effect.ANY),
    "CDKN2A Deletion": (AtomKind.LOSS, "CDKN2A", None, None, Effect.ANY),
    "PTEN Loss": (AtomKind.LOSS, "PTEN", None, None, Effect.ANY),
    "PTEN Loss-of-function": (AtomKind.LOSS_OF_FUNCTION, "PTEN", None, None, Effect.ANY),
    "NF1 Inactivating Mutation": (AtomKind.LOSS_OF_FUNCTION, "NF1", None, None, Effect.ANY),
    "TP53 Mutation": (AtomKind.GENE_MUTATION, "TP53", None, None, Effect.ANY),
    "MLL Mutation": (AtomKind.GENE_MUTATION, "KMT2A", None, None, Effect.ANY),
    "BRCA1 Oncogenic Mutation": (AtomKind.GENE_MUTATION, "BRCA1", None, None, Effect.ANY),
    "PRPS1 PRPS1 MUTATION": (AtomKind.GENE_MUTATION, "PRPS1", None, None, Effect.ANY),
    "TP53 Truncating Mutation": (AtomKind.EFFECT, "TP53", None, None, Effect.TRUNCATING),
    "MRE11 Frameshift": (AtomKind.EFFECT, "MRE11", None, None, Effect.FRAMESHIFT),
    "FLT3 ITD": (AtomKind.INTERNAL_DUPLICATION, "FLT3", "ITD", None, Effect.ANY),
    "FLT3-ITD": (AtomKind.INTERNAL_DUPLICATION, "FLT3", "ITD", None, Effect.ANY),
    "EGFR Kinase Domain Duplication": (AtomKind.INTERNAL_DUPLICATION, "EGFR", "KDD", None, Effect.ANY),
    "EGFRvIII": (AtomKind.SPLICE_VARIANT, "EGFR", "EGFRvIII", None, Effect.ANY),
    "EGFR VIII": (AtomKind.SPLICE_VARIANT, "EGFR", "EGFRvIII", None, Effect.ANY),
    "AR-V7": (AtomKind.SPLICE_VARIANT, "AR", "AR-V7", None, Effect.ANY),
    "AR AR-V7": (AtomKind.SPLICE_VARIANT, "AR", "AR-V7", None, Effect.ANY),
    "TMB High": (AtomKind.SIGNATURE, None, "TMB-H", None, Effect.ANY),
    "TMB-High": (AtomKind.SIGNATURE, None, "TMB-H", None, Effect.ANY),
    "TMB Low": (AtomKind.SIGNATURE, None, "TMB-L", None, Effect.ANY),
    "MSI High": (AtomKind.SIGNATURE, None, "MSI-H", None, Effect.ANY),
    "MLH1 dMMR": (AtomKind.SIGNATURE, None, "dMMR", None, Effect.ANY),
    "EREG EXPRESSION": (AtomKind.EXPRESSION, "EREG", "expression", None, Effect.ANY),
    "EGFR Exon 18 Overexpression": (AtomKind.EXPRESSION, "EGFR", "exon 18 overexpression", None, Effect.ANY),
    "RB1 PHOSPHORYLATION": (AtomKind.EXPRESSION, "RB1", "phosphorylation", None, Effect.ANY),
    "KRAS Wildtype": (AtomKind.WILD_TYPE, "KRAS", None, None, Effect.ANY),
}  # fmt: skip


def current(symbol: str) -> str:
    return OLD.get(symbol, symbol)


def parse(text: str) -> Expression:
    return parse_profile(text, current)


def codons_of(gene: str, domain: str) -> tuple[int, int] | None:
    return {("ERBB2", "kinase"): (720, 987), ("TP53", "dna_binding"): (102, 292)}.get((gene, domain))


@pytest.mark.parametrize(
    ("text", "gene", "value"),
    [
        ("ERBB2 Kinase Domain Mutation", "ERBB2", "720-987"),
        ("HER2 Tyrosine Kinase Domain Mutations", "ERBB2", "720-987"),
        ("ERBB2 TKD", "ERBB2", "720-987"),
        ("TP53 DNA Binding Domain Mutation", "TP53", "102-292"),
        ("TP53 DNA-binding domain mutation", "TP53", "102-292"),
    ],
)
def test_a_mutation_of_a_domain_asks_for_its_codons(text: str, gene: str, value: str) -> None:
    found = parse_profile(text, current, codons_of)
    assert found == Atom(AtomKind.CODON_RANGE, gene, value, text=text)
    assert parse(text) == Atom(AtomKind.OTHER, gene, text=text)


@pytest.mark.parametrize(
    "text",
    [
        "ABL1 TKD Mutation",
        "TP53 Kinase Domain Mutation",
        "TP53 CONSERVED DOMAIN MUT",
        "PML B2 DOMAIN MUTATION",
    ],
)
def test_a_domain_whose_codons_are_not_known_is_not_understood(text: str) -> None:
    found = parse_profile(text, current, codons_of)
    assert isinstance(found, Atom) and (found.kind, found.text) == (AtomKind.OTHER, text)


def test_a_domain_in_alternatives_is_read_there_too() -> None:
    found = parse_profile("ERBB2 Kinase Domain Mutation OR ERBB2 Exon 20 Insertion", current, codons_of)
    assert [atom.kind for atom in atoms(found)] == [AtomKind.CODON_RANGE, AtomKind.EXON]
    assert parse_profile(text_of(found), current, codons_of) == found


@pytest.mark.parametrize("text", SIMPLE)
def test_a_simple_profile_is_the_atom_it_says(text: str) -> None:
    kind, gene, value, partner, effect = SIMPLE[text]
    assert parse(text) == Atom(kind, gene, value, partner, effect, text)


@pytest.mark.parametrize(
    "text",
    [
        "MGMT Promoter Methylation", "KRAS RS61764370", "MDM2 SNP309", "ABL1 P-Loop Mutation", "TMB mTMB",
        "ALK Alternative Transcript (ATI)", "EGFR Copy Number Variation", "EGFR Rare Exon 18-21 Mutation",
        "EGFR Rare Mutation", "VHL c.128-?_250+?", "VHL c.−213− ?_463 ?del", "HIF1A 3' UTR Polymorphism",
        "BRCA1 W1815X", "BCL2 reg_e@[IGH]::BCL2", "CHEK2 IVS2+1G>A", "Kataegis Positive", "EGFR",
        "v::v Fusion", "EML4::ALK something", "PTCH1 LOH", "KRAS/NRAS", "", "VHL L101G and something",
        "VHL Intronic deletion (c.341-13delCGTTTCC)",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_kept_with_its_text_and_matches_nothing(text: str) -> None:
    expression = parse(text)
    assert isinstance(expression, Atom)
    assert (expression.kind, expression.text) == (AtomKind.OTHER, text)


def test_alternatives_in_short_are_read_as_alternatives() -> None:
    assert parse("ERBB2 S310F/Y") == AnyOf((parse("ERBB2 S310F"), parse("ERBB2 S310Y")))
    assert parse("KRAS G12/G13") == AnyOf((parse("KRAS G12"), parse("KRAS G13")))
    assert parse("NTRK1/2/3 Fusion") == AnyOf(
        (parse("NTRK1 Fusion"), parse("NTRK2 Fusion"), parse("NTRK3 Fusion"))
    )
    assert parse("KRAS/NRAS Mutation") == AnyOf((parse("KRAS Mutation"), parse("NRAS Mutation")))
    assert parse("TERT Promoter Mutation") == AnyOf((parse("TERT C228T"), parse("TERT C250T")))


def test_a_codon_that_is_excepted_is_an_absence() -> None:
    assert parse("BRAF Non-V600") == AllOf((parse("BRAF Mutation"), Not(parse("BRAF V600"))))


def test_two_changes_in_one_simple_profile_are_both_asked_for() -> None:
    found = parse("VHL P81S (c.241C>T) and L188V (c.562C>G)")
    assert isinstance(found, AllOf)
    assert [one.value for one in atoms(found)] == ["P81S", "L188V"]


def test_not_binds_before_and_and_and_before_or() -> None:
    assert parse("EGFR L858R OR KRAS G12 AND NOT BRAF V600E") == AnyOf(
        (parse("EGFR L858R"), AllOf((parse("KRAS G12"), Not(parse("BRAF V600E")))))
    )


def test_brackets_of_a_group_and_of_a_simple_profile_are_told_apart() -> None:
    text = "KIT A829P AND (KIT W557_K558del OR VHL R167Q (c.500G>A))"
    assert parse(text) == AllOf(
        (parse("KIT A829P"), AnyOf((parse("KIT W557_K558del"), parse("VHL R167Q (c.500G>A)"))))
    )
    assert operators_of(text) is Operators.MIXED


@pytest.mark.parametrize(
    "text",
    [
        "EGFR L858R AND", "OR EGFR L858R", "(EGFR L858R", "EGFR L858R)", "NOT", "()",
        "EGFR L858R AND OR KRAS G12", "(EGFR L858R) KRAS G12", "NOT " * 60 + "EGFR L858R",
        "(" * 60 + "EGFR L858R" + ")" * 60,
        "(" * 5_000, "x" * (MAX_CHARACTERS + 1),
    ],
)  # fmt: skip
def test_a_text_whose_parts_do_not_fit_together_is_kept_whole(text: str) -> None:
    expression = parse(text)
    assert isinstance(expression, Atom)
    assert (expression.kind, expression.text) == (AtomKind.OTHER, text)


@pytest.mark.parametrize(
    ("text", "operators"),
    [
        ("EGFR L858R", Operators.NONE),
        ("ERBB2 S310F/Y", Operators.NONE),
        ("EGFR L858R AND EGFR T790M", Operators.AND),
        ("EGFR L858R OR EGFR T790M", Operators.OR),
        ("A AND ( B OR C )", Operators.MIXED),
        ("MET Amplification AND NOT KRAS Mutation", Operators.NOT),
        ("EGFR L858R (c.1A>T) and EGFR T790M", Operators.NONE),
    ],
)
def test_operators_are_those_of_the_text(text: str, operators: Operators) -> None:
    assert operators_of(text) is operators


WHOLE_ATOMS = [parse(text) for text in SIMPLE] + [parse("MGMT Promoter Methylation"), parse("PTCH1 LOH")]
TREES = st.recursive(
    st.sampled_from(WHOLE_ATOMS),
    lambda parts: st.one_of(
        parts.map(Not),
        st.lists(parts, min_size=2, max_size=4).map(lambda many: AllOf(tuple(many))),
        st.lists(parts, min_size=2, max_size=4).map(lambda many: AnyOf(tuple(many))),
    ),
    max_leaves=12,
)


@given(TREES)
def test_an_expression_that_is_written_down_is_read_as_the_same_expression(tree: Expression) -> None:
    assert parse(text_of(tree)) == tree


@given(st.text(alphabet=st.sampled_from("AV6EK0:()*/+-_>.c AND OR NOTpfsdelins?v"), max_size=60))
def test_no_text_ends_the_parser_and_none_is_lost(text: str) -> None:
    found = list(atoms(parse(text)))
    assert found
    assert all(one.text or not text.strip() for one in found)


@given(st.text(max_size=80))
def test_any_text_is_read_to_something(text: str) -> None:
    assert list(atoms(parse(text)))
