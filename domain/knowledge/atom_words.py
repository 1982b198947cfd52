"""The phrases by which sources say which kind of change they mean, whatever the gene."""

import re

from domain.knowledge.profiles import BIALLELIC, AtomKind, Effect

_KINDS: dict[tuple[AtomKind, Effect], tuple[str, ...]] = {
    (AtomKind.GENE_MUTATION, Effect.ANY): (
        "mutation", "mutations", "oncogenic mutation", "oncogenic mutations", "activating mutation",
        "activating mutations", "gain of function", "gain of function mutation", "alteration", "alterations",
        "pathogenic mutation",
    ),
    (AtomKind.LOSS_OF_FUNCTION, Effect.ANY): (
        "loss of function", "loss of function mutation", "inactivating mutation", "inactivating mutations",
        "inactivation", "deleterious mutation", "deleterious mutations", "biallelic inactivation", "lof",
    ),
    (AtomKind.EFFECT, Effect.TRUNCATING): (
        "truncating mutation", "truncating mutations", "truncation", "truncating",
    ),
    (AtomKind.EFFECT, Effect.FRAMESHIFT): (
        "frameshift", "frame shift", "frameshift mutation", "frameshift truncation",
    ),
    (AtomKind.EFFECT, Effect.SPLICE_SITE): ("splice site", "splice site mutation"),
    (AtomKind.AMPLIFICATION, Effect.ANY): ("amplification", "copy number amplification", "amp"),
    (AtomKind.LOSS, Effect.ANY): (
        "loss", "deletion", "homozygous deletion", "deep deletion", "copy number loss",
        "null (large deletion)",
    ),
    (AtomKind.FUSION_EITHER, Effect.ANY): (
        "fusion", "fusions", "rearrangement", "rearrangements", "translocation", "translocations",
    ),
    (AtomKind.INTERNAL_DUPLICATION, Effect.ANY): (
        "itd", "internal tandem duplication", "internal duplication", "kinase domain duplication", "kdd",
        "tyrosine kinase domain duplication",
    ),
    (AtomKind.WILD_TYPE, Effect.ANY): ("wildtype", "wild type", "wt"),
}  # fmt: skip

PHRASES = {phrase: kind for kind, phrases in _KINDS.items() for phrase in phrases}
"""What each phrase asks for; phrases as ``phrase`` writes them."""

VALUES = {
    "biallelic inactivation": BIALLELIC,
    "itd": "ITD",
    "internal tandem duplication": "ITD",
    "internal duplication": "ITD",
    "kinase domain duplication": "KDD",
    "kdd": "KDD",
    "tyrosine kinase domain duplication": "KDD",
}
"""What an atom keeps of a phrase beside its kind."""

EXPRESSION = re.compile(
    r"\b(over|under)? ?expression\b|\bphosphorylation\b|\bserum levels?\b|\bnuclear translocation\b"
    r"|\bcytoplasmic mislocali[sz]ation\b"
)
"""What a source says of a gene's transcript or protein, in a phrase."""

IN_EXONS = {
    "": Effect.ANY,
    "mutation": Effect.ANY,
    "mutations": Effect.ANY,
    "deletion": Effect.DELETION,
    "deletions": Effect.DELETION,
    "del": Effect.DELETION,
    "insertion": Effect.INSERTION,
    "insertions": Effect.INSERTION,
    "insertion mutation": Effect.INSERTION,
    "ins": Effect.INSERTION,
    "indel": Effect.INDEL,
    "frameshift": Effect.FRAMESHIFT,
    "skipping": Effect.SKIPPING,
    "skipping mutation": Effect.SKIPPING,
    "skipping mutations": Effect.SKIPPING,
}
"""What is said of exons, after their numbers."""

DOMAIN = re.compile(
    r"(?:(?:tyrosine )?(kinase) domain|(tkd)|(dna) binding domain|(sh2) domain)(?: mutations?)?"
)
"""A mutation of a domain of the protein, in a phrase."""

DOMAINS = {"kinase": "kinase", "tkd": "kinase", "dna": "dna_binding", "sh2": "sh2"}
"""What a domain is called in the table of domains, by the word of the phrase."""

SIGNATURES = (
    (re.compile(r"(?:tmb|tumou?r mutational burden) ?(?:high|h)"), "TMB-H"),
    (re.compile(r"(?:tmb|tumou?r mutational burden) ?(?:low|l)"), "TMB-L"),
    (re.compile(r"(?:msi|microsatellite instability) ?(?:high|h)"), "MSI-H"),
    (re.compile(r"mss|msi ?stable|microsatellite stable"), "MSS"),
    (re.compile(r"(?:\S+ )?(?:dmmr|(?:mmr|mismatch repair) deficien(?:t|cy))"), "dMMR"),
    (re.compile(r"(?:\S+ )?(?:pmmr|(?:mmr|mismatch repair) proficien(?:t|cy))"), "pMMR"),
    (
        re.compile(r"(?:hrd|gis|homologous recombination deficien(?:t|cy)) ?(?:positive|high)?"),
        "HRD",
    ),
)
"""Signatures of the whole genome, by the whole profile in ``phrase`` form."""


def phrase(text: str) -> str:
    """A phrase to compare: lower case, hyphens and underscores as blanks, one blank between words."""
    return " ".join(re.sub(r"[-_–]", " ", text.lower()).split())
