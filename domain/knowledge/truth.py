"""Whether what an item of evidence is about holds for a case: true, false, or not to be told (Kleene)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from domain.assessment import Assessment
from domain.findings import FindingClass
from domain.knowledge.atom_match import Met
from domain.knowledge.case_facts import CaseFacts, CaseFinding, Oncogenicity
from domain.knowledge.evidence import VariantOrigin
from domain.knowledge.hits import Resolution
from domain.knowledge.profiles import AllOf, Atom, AtomKind, Effect, Expression, Not
from domain.knowledge.second_hit import Seen, second_hits
from domain.knowledge.variant_effects import alters_protein, within_codons

CONFIRM_GERMLINE = "Confirm that {} is in the germline: the item speaks of germline changes only."
CONFIRM_SOMATIC = "{} is in the germline; the item speaks of somatic changes."


class Truth(IntEnum):
    """The three values: AND is the least of its parts, OR the greatest."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


@dataclass(frozen=True, slots=True)
class Part:
    """An atom that findings of the case met."""

    atom: Atom
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came out for an expression."""

    truth: Truth
    resolution: Resolution | None = None
    """Of the parts that findings met: of AND the weakest, of OR the best; ``None`` where none did."""
    parts: tuple[Part, ...] = ()
    confirm: tuple[str, ...] = ()


@dataclass(slots=True)
class Looked:
    """A case while it is matched: which atoms its findings met, and what was answered so far."""

    facts: CaseFacts
    seen: dict[Atom, list[Seen]] = field(default_factory=dict)
    by_gene: dict[str, list[CaseFinding]] = field(default_factory=dict)
    """The findings of genes that evidence speaks of."""
    answered: dict[tuple[Atom, VariantOrigin], Verdict] = field(default_factory=dict)

    def saw(self, atom: Atom, finding: CaseFinding, how: Met) -> None:
        """Keep that a finding met an atom."""
        self.seen.setdefault(atom, []).append((finding, how))

    def of(self, gene: str | None) -> Sequence[CaseFinding]:
        """The findings of a gene."""
        return self.by_gene.get(gene, ()) if gene else ()


_FALSE = Verdict(Truth.FALSE)
_Choice = Callable[[Iterable[Resolution]], Resolution]
_TURNED = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE, Truth.UNKNOWN: Truth.UNKNOWN}

_CLASSES: dict[AtomKind, tuple[FindingClass, ...]] = {
    AtomKind.PROTEIN_CHANGE: (FindingClass.SMALL_VARIANT,),
    AtomKind.CODING_CHANGE: (FindingClass.SMALL_VARIANT,),
    AtomKind.CODON: (FindingClass.SMALL_VARIANT,),
    AtomKind.CODON_RANGE: (FindingClass.SMALL_VARIANT,),
    AtomKind.EXON: (FindingClass.SMALL_VARIANT,),
    AtomKind.EFFECT: (FindingClass.SMALL_VARIANT,),
    AtomKind.GENE_MUTATION: (FindingClass.SMALL_VARIANT,),
    AtomKind.LOSS_OF_FUNCTION: (FindingClass.SMALL_VARIANT, FindingClass.COPY_NUMBER),
    AtomKind.FUSION: (FindingClass.FUSION,),
    AtomKind.FUSION_EITHER: (FindingClass.FUSION,),
    AtomKind.AMPLIFICATION: (FindingClass.COPY_NUMBER,),
    AtomKind.LOSS: (FindingClass.COPY_NUMBER,),
    AtomKind.SPLICE_VARIANT: (FindingClass.SPLICE_VARIANT,),
    AtomKind.INTERNAL_DUPLICATION: (FindingClass.SMALL_VARIANT,),
}
"""Which classes of finding must have been assessed for an atom to be called absent."""

_SKIPPING = (FindingClass.SPLICE_VARIANT,)
_SIGNATURES = ({"TMB-H", "TMB-L"}, {"MSI-H", "MSS"}, {"dMMR", "pMMR"}, {"HRD", "HRP"})
_NEEDS_A_CLASS = {AtomKind.GENE_MUTATION, AtomKind.LOSS_OF_FUNCTION, AtomKind.CODON_RANGE}
_UNCLEAR = {Oncogenicity.NOT_CLASSED, Oncogenicity.UNCERTAIN}


def evaluate(expression: Expression, case: Looked, origin: VariantOrigin = VariantOrigin.UNKNOWN) -> Verdict:
    """Whether an expression holds for a case whose findings were looked at.

    An atom that no finding met is false only where its class was assessed in its gene; what no profile can
    say (expression, wild type, what was not understood) stays unknown. ``origin`` is the item's: what speaks
    of the germline only is never met by a somatic call.
    """
    if isinstance(expression, Atom):
        answered = case.answered.get((expression, origin))
        if answered is None:
            answered = case.answered[expression, origin] = _atom(expression, case, origin)
        return answered
    if isinstance(expression, Not):
        inner = evaluate(expression.part, case, origin)
        confirm = inner.confirm if inner.truth is Truth.UNKNOWN else ()
        return Verdict(_TURNED[inner.truth], confirm=confirm)
    parts = [evaluate(part, case, origin) for part in expression.parts]
    return _all_of(parts) if isinstance(expression, AllOf) else _any_of(parts)


def _all_of(parts: Sequence[Verdict]) -> Verdict:
    truth = min(one.truth for one in parts)
    return _FALSE if truth is Truth.FALSE else _joined(truth, parts, max)


def _any_of(parts: Sequence[Verdict]) -> Verdict:
    truth = max(one.truth for one in parts)
    if truth is Truth.FALSE:
        return _FALSE
    return _joined(truth, [one for one in parts if one.truth is truth], min)


def _joined(truth: Truth, parts: Sequence[Verdict], choose: _Choice) -> Verdict:
    resolutions = [one.resolution for one in parts if one.resolution is not None]
    return Verdict(
        truth,
        choose(resolutions) if resolutions else None,
        tuple(part for one in parts for part in one.parts),
        tuple(dict.fromkeys(said for one in parts for said in one.confirm)),
    )


def _atom(atom: Atom, case: Looked, origin: VariantOrigin) -> Verdict:
    seen: Sequence[Seen] = case.seen.get(atom, ())
    if atom.kind is AtomKind.SIGNATURE and _measured(atom, case):
        # Blood whose MSI cannot be read takes nothing from tissue that was measured.
        seen = [one for one in seen if not one[0].unread]
    if not seen:
        return _absent(atom, case)
    sure = [one for one in seen if not one[1].open]
    if not sure:
        seen = second_hits(atom, seen, case.of(atom.gene))
        sure = [one for one in seen if not one[1].open]
    if not sure:
        return _open_ones(atom, seen, origin)
    seen = sure
    if origin is VariantOrigin.GERMLINE:
        known = [one for one in seen if one[0].germline]
        open_ones = [one for one in seen if one[0].germline is None]
        if not known and not open_ones:
            return _FALSE
        if not known:
            said = tuple(CONFIRM_GERMLINE.format(finding.label) for finding, _ in open_ones)
            return _found(Truth.UNKNOWN, atom, open_ones, said)
        seen = known
    somatic_only = origin is VariantOrigin.SOMATIC
    said = tuple(CONFIRM_SOMATIC.format(one.label) for one, _ in seen if somatic_only and one.germline)
    return _found(Truth.TRUE, atom, seen, said)


def _open_ones(atom: Atom, seen: Sequence[Seen], origin: VariantOrigin) -> Verdict:
    """An atom that findings may be, each with why it is not known; what is not of the germline is none."""
    if origin is VariantOrigin.GERMLINE:
        seen = [one for one in seen if one[0].germline is not False]
    return _found(Truth.UNKNOWN, atom, seen, ()) if seen else _FALSE


def _found(truth: Truth, atom: Atom, seen: Sequence[Seen], said: tuple[str, ...]) -> Verdict:
    best = min(met.resolution for _, met in seen)
    closest = tuple(one for one in seen if one[1].resolution is best)
    # What one finding needs confirmed does not matter where another of the same kind stands without.
    sure = [one for one in closest if one[1].confirm is None]
    confirm = () if sure else tuple(dict.fromkeys(met.confirm for _, met in closest if met.confirm))
    return Verdict(truth, best, (Part(atom, closest),), (*confirm, *said))


def _absent(atom: Atom, case: Looked) -> Verdict:
    """An atom that no finding met: false where it was looked for, else unknown, with what is missing."""
    if atom.kind is AtomKind.SIGNATURE:
        return _absent_signature(atom, case)
    if atom.kind is AtomKind.WILD_TYPE:
        mutated = any(one.oncogenicity is Oncogenicity.ONCOGENIC for one in case.of(atom.gene))
        return _FALSE if mutated else _open(f"Confirm that {atom.gene} is wild type.")
    classes = _SKIPPING if atom.effect is Effect.SKIPPING else _CLASSES.get(atom.kind)
    if classes is None:
        return _open(f"Confirm: {_text(atom)}; no profile says it.")
    if atom.kind in _NEEDS_A_CLASS:
        for one in case.of(atom.gene):
            if one.oncogenicity in _UNCLEAR and _may_alter(one, atom):
                return _open(f"Classify {one.label}: whether it is {_text(atom)} is not said.")
    genes = [gene for gene in (atom.gene, atom.partner) if gene]
    if all(any(case.facts.assessed(gene, kind) is Assessment.ASSESSED for gene in genes) for kind in classes):
        return _FALSE
    return _open(f"Not known whether assessed: {_text(atom)}.")


def _may_alter(finding: CaseFinding, atom: Atom) -> bool:
    if finding.kind is not FindingClass.SMALL_VARIANT or not alters_protein(finding):
        return False
    return atom.kind is not AtomKind.CODON_RANGE or within_codons(finding, atom.gene, atom.value)


def _absent_signature(atom: Atom, case: Looked) -> Verdict:
    return _FALSE if _measured(atom, case) else _open(f"Not known: {_text(atom)}.")


def _measured(atom: Atom, case: Looked) -> bool:
    """Whether a profile or test says what a signature is, either way."""
    family: set[str] = next((one for one in _SIGNATURES if atom.value in one), set())
    return any(one.signature in family for one in case.facts.findings if one.signature)


def _open(said: str) -> Verdict:
    return Verdict(Truth.UNKNOWN, confirm=(said,))


def _text(atom: Atom) -> str:
    return atom.text or " ".join(word for word in (atom.gene, atom.value) if word) or atom.kind
