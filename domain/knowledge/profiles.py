"""What an item of evidence is about: atoms (one change, one category of change) joined by AND, OR and NOT.

A knowledge base writes ``(EGFR L858R OR EGFR Exon 19 Deletion) AND NOT EGFR T790M``; here it stands as a
tree of atoms, so that matching never reads text again.  What could not be understood is an atom of kind
``OTHER`` that keeps its text: it matches nothing, and is counted and listed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class AtomKind(StrEnum):
    """What one atom asks of the findings."""

    PROTEIN_CHANGE = "protein_change"
    """``value``: one-letter, without ``p.``: ``L858R``, ``E746_A750del``, ``W288fs``."""
    CODING_CHANGE = "coding_change"
    """``value``: with ``c.``: ``c.1799T>A``."""
    CODON = "codon"
    """Any substitution at one codon; ``value``: ``V600`` (reference residue and number), or ``600``."""
    CODON_RANGE = "codon_range"
    """A change classed (likely) oncogenic in a domain of the protein; ``value``, its codons: ``720-987``."""
    EXON = "exon"
    """A change in one exon or a range of exons; ``value``: ``19`` or ``18-21``; ``effect`` narrows it."""
    EFFECT = "effect"
    """Any change of the gene with an effect: ``effect`` says which (truncating, frameshift, splice site)."""
    GENE_MUTATION = "gene_mutation"
    """``Mutation`` or ``Oncogenic mutation`` of the gene: only changes classed (likely) oncogenic."""
    LOSS_OF_FUNCTION = "loss_of_function"
    """Truncating, splice site, deep deletion, or classed as loss of function."""
    FUSION = "fusion"
    """``gene`` is the 5' and ``partner`` the 3' gene; ``None`` on one side is any partner."""
    FUSION_EITHER = "fusion_either"
    """A fusion that has ``gene`` on either side (``ALK Fusion`` without partner)."""
    AMPLIFICATION = "amplification"
    LOSS = "loss"
    """Copy number loss or deletion of the gene; never matched by a small deletion."""
    SPLICE_VARIANT = "splice_variant"
    """A splice event seen in RNA; ``value``: ``EGFRvIII``, ``AR-V7``, ``MET exon 14 skipping``."""
    INTERNAL_DUPLICATION = "internal_duplication"
    """Internal tandem duplication, kinase domain duplication."""
    SIGNATURE = "signature"
    """Of the whole genome: ``TMB-H``, ``TMB-L``, ``MSI-H``, ``MSS``, ``dMMR``, ``pMMR``, ``HRD``."""
    EXPRESSION = "expression"
    """Over- or underexpression, also of the protein: no call of a sequencing assay says it."""
    WILD_TYPE = "wild_type"
    """The absence of changes in the gene; never matched by a call."""
    OTHER = "other"
    """Methylation, polymorphisms, domains without positions: what cannot be asked of a profile."""


BIALLELIC = "biallelic"
"""``value`` of a loss of function that leaves no working copy."""


class Effect(StrEnum):
    """What kind of change an atom asks for."""

    ANY = "any"
    SUBSTITUTION = "substitution"
    DELETION = "deletion"
    INSERTION = "insertion"
    INDEL = "indel"
    """In-frame deletion, insertion, duplication or both."""
    FRAMESHIFT = "frameshift"
    TRUNCATING = "truncating"
    """Frameshift, stop gained."""
    SPLICE_SITE = "splice_site"
    SKIPPING = "skipping"
    """Loss of the exon from the transcript: seen in RNA, or caused by a change at its splice sites."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing that an item of evidence asks of the findings."""

    kind: AtomKind
    gene: str | None
    """Current HGNC symbol; ``None`` for a signature. Of a fusion: its 5' gene, ``None`` for any."""
    value: str | None = None
    partner: str | None = None
    """The 3' gene of a fusion, ``None`` for any."""
    effect: Effect = Effect.ANY
    text: str = ""
    """As the source writes it: ``EGFR Exon 19 Deletion``."""


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part has to hold."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part is enough."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part must have been looked for and not be there."""

    part: "Expression"


Expression = Atom | AllOf | AnyOf | Not


def atoms(expression: Expression) -> Iterator[Atom]:
    """Every atom of an expression, from left to right, also those under a NOT."""
    if isinstance(expression, Atom):
        yield expression
    elif isinstance(expression, Not):
        yield from atoms(expression.part)
    else:
        for part in expression.parts:
            yield from atoms(part)


def genes_of(expression: Expression) -> frozenset[str]:
    """The genes that an expression names."""
    named = ((atom.gene, atom.partner) for atom in atoms(expression))
    return frozenset(gene for pair in named for gene in pair if gene)
