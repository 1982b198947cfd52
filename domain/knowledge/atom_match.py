"""Whether one finding is what one atom of an item of evidence asks for, and by how much of the change."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFinding, CopyState, Oncogenicity
from domain.knowledge.change_spelling import coding_value
from domain.knowledge.exon_words import exons_in
from domain.knowledge.hits import Resolution
from domain.knowledge.profiles import BIALLELIC, Atom, AtomKind, Effect
from domain.knowledge.protein_shape import Kind, protein_shape
from domain.knowledge.variant_effects import (
    doubles_a_long_stretch,
    has_effect,
    is_tandem_duplication,
    loses_function,
    shape_of,
    skips_exon,
    within_codons,
)

CONFIRM_SKIPPING = "Confirm the skipping of the exon in RNA: only a change of DNA was seen."
CONFIRM_DIRECTION = "Confirm the direction of the fusion: the test does not say which gene is 5'."
CONFIRM_PARTNER = "Confirm the partner of the fusion: the test does not name it."
CONFIRM_BOTH_COPIES = "Confirm that both copies are lost: the call says that copies are, not how many."
CONFIRM_WHOLE_EXON = "Confirm what is deleted: the item may mean the exon as a whole."
OPEN_JUNCTION = "Not known which exons are joined: the item speaks of {}."
OPEN_PARTNER = "Not known which gene is the partner: the item speaks of {}."
OPEN_BIALLELIC = "Not known whether a working copy of {} is left: no second hit was seen."
CONFIRM_DUPLICATION = "Confirm that this duplication is the one that the item means."
CONFIRM_DOMAIN = "Confirm that the item means this change: it speaks of a whole domain (codons {})."
CONFIRM_FRAME = "Confirm that the exons lost end the protein."

_SMALL_DELETIONS = frozenset({"EGFR", "KIT", "PDGFRA", "ERBB2", "FLT3", "BRAF", "MAP2K1"})
"""Genes in which the deletion of an exon means some residues of it, lost in frame, and activates."""
_ACTIVATED = _SMALL_DELETIONS | {"KRAS", "NRAS", "HRAS", "PIK3CA", "CTNNB1"}
"""Genes in which a mutation of an exon means one that activates: what ends the protein is none."""


@dataclass(frozen=True, slots=True)
class Met:
    """A finding is what an atom asks for."""

    resolution: Resolution
    confirm: str | None = None
    """What a person must check before it may be relied on."""
    open: bool = False
    """It may be what the atom asks for, and ``confirm`` says why this is not known."""


def met(atom: Atom, finding: CaseFinding) -> Met | None:
    """How a finding meets an atom, ``None`` where it does not.

    Expression, wild type and what was not understood are met by no finding. A change of uncertain
    significance never meets an atom of gene level; an amplification is met by amplifications only, a loss by
    losses of copies only.
    """
    if atom.kind is AtomKind.SIGNATURE:
        return _signature(atom, finding)
    if atom.gene not in finding.genes and atom.partner not in finding.genes:
        return None
    rule = _RULES.get(atom.kind)
    return None if rule is None else rule(atom, finding)


def exact_spellings(atom: Atom) -> tuple[str, ...]:
    """The spellings by which an atom of one protein or coding change is looked up; none for other atoms."""
    if atom.value is None:
        return ()
    if atom.kind is AtomKind.PROTEIN_CHANGE:
        shape = protein_shape(atom.value)
        return (atom.value,) if shape is None else shape.spellings
    if atom.kind is AtomKind.CODING_CHANGE:
        return (coding_value(atom.value) or atom.value,)
    return ()


def spellings_of(finding: CaseFinding) -> tuple[str, ...]:
    """The spellings of a finding's own protein and coding change."""
    found: tuple[str, ...] = ()
    if finding.protein is not None:
        shape = shape_of(finding)
        found = (finding.protein,) if shape is None else shape.spellings
    if finding.coding is not None:
        found += (coding_value(finding.coding) or finding.coding,)
    return found


def _signature(atom: Atom, finding: CaseFinding) -> Met | None:
    wanted = (atom.value or "").casefold()
    if finding.signature and finding.signature.casefold() == wanted:
        return Met(Resolution.EXACT)
    undecided = any(one.casefold() == wanted for one in finding.may_be)
    return Met(Resolution.EXACT, finding.open_because, open=True) if undecided else None


def _exact(atom: Atom, finding: CaseFinding) -> Met | None:
    if finding.kind is not FindingClass.SMALL_VARIANT:
        return None
    return Met(Resolution.EXACT) if set(exact_spellings(atom)) & set(spellings_of(finding)) else None


def _codon(atom: Atom, finding: CaseFinding) -> Met | None:
    shape = shape_of(finding)
    if finding.kind is not FindingClass.SMALL_VARIANT or shape is None or shape.kind is not Kind.SUBSTITUTION:
        return None
    value = atom.value or ""
    residue, number = (value[:1], value[1:]) if value[:1].isalpha() else ("", value)
    if not number.isdecimal() or int(number) != shape.first or residue not in {"", shape.residue}:
        return None
    return None if _harmless(finding) else Met(Resolution.CODON)


def _codon_range(atom: Atom, finding: CaseFinding) -> Met | None:
    if not within_codons(finding, atom.gene, atom.value) or not _counts_for_gene(finding, False):
        return None
    return Met(Resolution.GENE, CONFIRM_DOMAIN.format(atom.value))


def _exon(atom: Atom, finding: CaseFinding) -> Met | None:
    exons = exons_in(atom.value)
    if not exons or atom.gene is None:
        return None
    if atom.effect is Effect.SKIPPING:
        return _skipping(atom.gene, exons, finding)
    if finding.kind is not FindingClass.SMALL_VARIANT:
        lost = finding.kind is FindingClass.SPLICE_VARIANT or _lost_exons(finding)
        whole = lost and atom.effect is Effect.DELETION and finding.exons == exons
        return Met(Resolution.EXON) if whole else None
    if _harmless(finding) or not set(exons) & set(finding.exons) or not has_effect(finding, atom.effect):
        return None
    if atom.effect is Effect.ANY and atom.gene in _ACTIVATED and has_effect(finding, Effect.TRUNCATING):
        return None
    if atom.effect is not Effect.DELETION or atom.gene in _SMALL_DELETIONS:
        return Met(Resolution.EXON)
    # ``BRCA1 Exon 2-3 Deletion`` is the loss of both exons, never of some residues in one of them.
    return Met(Resolution.EXON, CONFIRM_WHOLE_EXON) if len(exons) == 1 else None


def _lost_exons(finding: CaseFinding) -> bool:
    return finding.kind is FindingClass.REARRANGEMENT and finding.copy_state in _LOSSES


def _skipping(gene: str, exons: tuple[int, ...], finding: CaseFinding) -> Met | None:
    if finding.kind is FindingClass.SPLICE_VARIANT:
        return Met(Resolution.EXACT) if finding.exons == exons else None
    if _lost_exons(finding):
        return Met(Resolution.EXON, CONFIRM_SKIPPING) if finding.exons == exons else None
    if finding.kind is not FindingClass.SMALL_VARIANT or len(exons) != 1 or _harmless(finding):
        return None
    return Met(Resolution.EXON, CONFIRM_SKIPPING) if skips_exon(finding, gene, exons[0]) else None


def _splice_variant(atom: Atom, finding: CaseFinding) -> Met | None:
    name = _squeezed(atom.value)
    if finding.kind is FindingClass.SPLICE_VARIANT and finding.splice and _squeezed(finding.splice) == name:
        return Met(Resolution.EXACT)
    skipped = exons_in((atom.value or "").partition("exon")[2]) if "skipping" in name else ()
    return _skipping(atom.gene, skipped, finding) if skipped and atom.gene else None


def _squeezed(text: str | None) -> str:
    return "".join((text or "").casefold().replace("-", " ").split())


def _effect(atom: Atom, finding: CaseFinding) -> Met | None:
    if finding.kind is not FindingClass.SMALL_VARIANT or not has_effect(finding, atom.effect):
        return None
    shown = atom.effect in {Effect.FRAMESHIFT, Effect.TRUNCATING, Effect.SPLICE_SITE}
    return Met(Resolution.GENE) if _counts_for_gene(finding, shown) else None


def _gene_mutation(atom: Atom, finding: CaseFinding) -> Met | None:
    if finding.kind not in {FindingClass.SMALL_VARIANT, FindingClass.REARRANGEMENT}:
        return None
    return Met(Resolution.GENE) if _counts_for_gene(finding, False) else None


def _loss_of_function(atom: Atom, finding: CaseFinding) -> Met | None:
    if finding.kind is FindingClass.COPY_NUMBER:
        shown = finding.copy_state is CopyState.DEEP_LOSS
    elif finding.kind is FindingClass.REARRANGEMENT:
        shown = finding.copy_state in _LOSSES
    else:
        shown = finding.kind is FindingClass.SMALL_VARIANT and loses_function(finding)
    if not (shown or finding.loss_of_function) or not _counts_for_gene(finding, True):
        return None
    if finding.kind is FindingClass.REARRANGEMENT and atom.value != BIALLELIC:
        return Met(Resolution.GENE, CONFIRM_FRAME)
    if atom.value != BIALLELIC or finding.copy_state is CopyState.DEEP_LOSS:
        return Met(Resolution.GENE)
    return Met(Resolution.GENE, OPEN_BIALLELIC.format(atom.gene), open=True)


def _counts_for_gene(finding: CaseFinding, effect_shows_it: bool) -> bool:
    """Whether a change may meet an atom of gene level: classed oncogenic, or unclassed and telling."""
    if finding.oncogenicity is Oncogenicity.NOT_CLASSED:
        return effect_shows_it
    return finding.oncogenicity is Oncogenicity.ONCOGENIC


def _harmless(finding: CaseFinding) -> bool:
    return finding.oncogenicity is Oncogenicity.BENIGN


def _fusion(atom: Atom, finding: CaseFinding) -> Met | None:
    if finding.kind is not FindingClass.FUSION:
        return None
    wanted = (atom.gene, atom.partner)
    if None in wanted:
        return _any_partner(wanted, finding)
    if len(finding.genes) == 1:
        return Met(Resolution.FUSION_PAIR, OPEN_PARTNER.format("::".join(filter(None, wanted))), open=True)
    turned = finding.genes == wanted[::-1] and not finding.direction_known
    if finding.genes != wanted and not turned:
        return None
    if atom.value and finding.junction is None:
        return Met(Resolution.FUSION_PAIR, OPEN_JUNCTION.format(atom.value), open=True)
    if atom.value and finding.junction != atom.value:
        return None
    return Met(Resolution.FUSION_PAIR, None if finding.direction_known else CONFIRM_DIRECTION)


def _any_partner(wanted: tuple[str | None, str | None], finding: CaseFinding) -> Met | None:
    """A fusion that asks for one side only: ``EML4::v`` for the 5' gene, ``v::ALK`` for the 3' gene."""
    if _harmless(finding):
        return None
    if len(finding.genes) == 1:
        return Met(Resolution.FUSION_ANY_PARTNER, CONFIRM_PARTNER)
    if not finding.direction_known:
        return Met(Resolution.FUSION_ANY_PARTNER, CONFIRM_DIRECTION)
    sides = zip(wanted, finding.genes, strict=True)
    fits = all(one is None or one == seen for one, seen in sides)
    return Met(Resolution.FUSION_ANY_PARTNER) if fits else None


def _fusion_either(atom: Atom, finding: CaseFinding) -> Met | None:
    seen = finding.kind is FindingClass.FUSION and not _harmless(finding)
    return Met(Resolution.FUSION_ANY_PARTNER) if seen else None


_LOSSES = frozenset({CopyState.LOSS, CopyState.DEEP_LOSS})


def _amplification(atom: Atom, finding: CaseFinding) -> Met | None:
    if finding.kind is not FindingClass.COPY_NUMBER:
        return None
    if finding.copy_state is CopyState.AMPLIFICATION:
        return Met(Resolution.COPY_NUMBER)
    undecided = CopyState.AMPLIFICATION in finding.may_be
    return Met(Resolution.COPY_NUMBER, finding.open_because, open=True) if undecided else None


def _loss(atom: Atom, finding: CaseFinding) -> Met | None:
    if finding.kind is not FindingClass.COPY_NUMBER or finding.copy_state not in _LOSSES:
        return None
    deep = finding.copy_state is CopyState.DEEP_LOSS
    return Met(Resolution.COPY_NUMBER, None if deep else CONFIRM_BOTH_COPIES)


def _internal_duplication(atom: Atom, finding: CaseFinding) -> Met | None:
    if finding.kind is FindingClass.REARRANGEMENT:
        gained = finding.copy_state in {CopyState.GAIN, CopyState.AMPLIFICATION}
        return Met(Resolution.EXON, CONFIRM_DUPLICATION) if gained else None
    if finding.kind is not FindingClass.SMALL_VARIANT:
        return None
    if atom.value != "KDD" and is_tandem_duplication(finding, atom.gene):
        return Met(Resolution.EXON)
    return Met(Resolution.EXON, CONFIRM_DUPLICATION) if doubles_a_long_stretch(finding) else None


_RULES: dict[AtomKind, Callable[[Atom, CaseFinding], Met | None]] = {
    AtomKind.PROTEIN_CHANGE: _exact,
    AtomKind.CODING_CHANGE: _exact,
    AtomKind.CODON: _codon,
    AtomKind.CODON_RANGE: _codon_range,
    AtomKind.EXON: _exon,
    AtomKind.EFFECT: _effect,
    AtomKind.GENE_MUTATION: _gene_mutation,
    AtomKind.LOSS_OF_FUNCTION: _loss_of_function,
    AtomKind.FUSION: _fusion,
    AtomKind.FUSION_EITHER: _fusion_either,
    AtomKind.AMPLIFICATION: _amplification,
    AtomKind.LOSS: _loss,
    AtomKind.SPLICE_VARIANT: _splice_variant,
    AtomKind.INTERNAL_DUPLICATION: _internal_duplication,
}
"""How each kind of atom is met; a kind that is not here is met by no finding."""

POSITIONAL = frozenset(_RULES) - {AtomKind.PROTEIN_CHANGE, AtomKind.CODING_CHANGE}
"""Kinds that have to be asked one by one; a protein or coding change is looked up by its spelling."""
