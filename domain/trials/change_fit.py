"""Whether one finding is the change that a criterion asks for, and what of it a person must check."""

from collections.abc import Callable

from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFinding, CopyState, Oncogenicity
from domain.knowledge.profiles import Effect
from domain.knowledge.protein_shape import Kind, protein_shape
from domain.knowledge.variant_effects import alters_protein, has_effect, loses_function, shape_of, skips_exon
from domain.origins import Origin
from domain.trials.coding_length import bases_gained
from domain.trials.criteria import INTERGENIC, Classification, CopyCall, Genomic, VariantCategory

Cautions = tuple[str, ...]
"""What a person must check before a finding counts; empty where it is met outright."""


class CannotTell(Exception):
    """The finding may be what is asked, but says too little; carries what is not known of it."""


UNCERTAIN = "of uncertain significance"
NOT_CLASSED = "not classified: it may be a polymorphism or in the germline"
BENIGN = "classified as benign"
GERMLINE = "in the germline"
ORIGIN_UNKNOWN = "whether it is in the germline is not known"
POLYMORPHISM = "not classified: it may be a polymorphism"

_BY_EFFECT = {
    Classification.MISSENSE: Effect.SUBSTITUTION,
    Classification.IN_FRAME_DELETION: Effect.DELETION,
    Classification.IN_FRAME_INSERTION: Effect.INSERTION,
    Classification.SPLICE_SITE: Effect.SPLICE_SITE,
}
_SHIFTS = {Classification.FRAMESHIFT_DELETION: -1, Classification.FRAMESHIFT_INSERTION: 1}
"""Whether bases are lost or gained: the protein change of a frameshift does not say it."""
_BY_KIND = {
    Classification.NONSENSE: (Kind.NONSENSE, "stop_gained"),
    Classification.TRANSLATION_START: (Kind.START_LOST, "start_lost"),
    Classification.NONSTOP: (Kind.EXTENSION, "stop_lost"),
}


def fit(asked: Genomic, finding: CaseFinding) -> Cautions | None:
    """What has to be checked of a finding that is the change asked for; ``None`` where it is not.

    A change classed benign is none unless the criterion names it. Raises ``CannotTell`` where the finding
    does not say what the criterion asks (an exon, a protein change).
    """
    said = (
        _any_change(finding)
        if asked.category is VariantCategory.ANY
        else _RULES[asked.category](asked, finding)
    )
    return said if said is None or asked.origin is None else _of_origin(asked, finding, said)


def _of_origin(asked: Genomic, finding: CaseFinding, said: Cautions) -> Cautions | None:
    """What has to be checked of a change where the trial asks for those of the germline, or of the tumour."""
    if asked.origin is Origin.SOMATIC:
        unsure = (ORIGIN_UNKNOWN,) if finding.germline is None and NOT_CLASSED not in said else ()
        return None if finding.germline else said + unsure
    if finding.germline is None:
        raise CannotTell(f"{finding.label}: {ORIGIN_UNKNOWN}")
    if not finding.germline:
        return None
    unclassed = (
        finding.oncogenicity is Oncogenicity.NOT_CLASSED and GERMLINE in said and not asked.protein_change
    )
    return tuple(one for one in said if one != GERMLINE) + ((POLYMORPHISM,) if unclassed else ())


def _any_change(finding: CaseFinding) -> Cautions | None:
    if finding.kind is FindingClass.SMALL_VARIANT:
        return _class_cautions(finding) if alters_protein(finding) else None
    if finding.kind is FindingClass.COPY_NUMBER and finding.copy_state is CopyState.NONE:
        return None
    return _uncertain(finding)


def _mutation(asked: Genomic, finding: CaseFinding) -> Cautions | None:
    if finding.kind is FindingClass.SPLICE_VARIANT:
        # What skips an exon is written down as a mutation of its splice site, RNA or not.
        spliced = asked.classifications == (Classification.SPLICE_SITE,) and asked.exons
        return _uncertain(finding) if spliced and finding.exons == asked.exons else None
    if finding.kind is not FindingClass.SMALL_VARIANT:
        return None
    if finding.protein is None and not finding.consequences and not _is_spliced(asked, finding):
        raise CannotTell(f"{finding.label}: what it does to the protein is not known")
    if asked.protein_change or asked.codon:
        return _named(asked, finding)
    if not _classified_so(asked, finding) or not _in_exons(asked, finding):
        return None
    if finding.oncogenicity is Oncogenicity.NOT_CLASSED and _telling(asked, finding):
        return ()
    return _class_cautions(finding)


def _named(asked: Genomic, finding: CaseFinding) -> Cautions | None:
    """A change that the criterion names by residue: who classed it how matters little."""
    if asked.codon and finding.first_codon is not None and str(finding.first_codon) != asked.codon[1:]:
        return None
    shape = shape_of(finding)
    if shape is None:
        return None
    if asked.protein_change:
        wanted = protein_shape(asked.protein_change)
        spelled = {asked.protein_change} if wanted is None else set(wanted.spellings)
        same = bool(spelled & set(shape.spellings))
    else:
        residue, number = (asked.codon or "")[:1], (asked.codon or "")[1:]
        same = shape.kind is Kind.SUBSTITUTION and (shape.residue, str(shape.first)) == (residue, number)
    if not same or not _classified_so(asked, finding) or not _in_exons(asked, finding):
        return None
    said = _germline(finding)
    if finding.oncogenicity is Oncogenicity.BENIGN:
        return (BENIGN, *said)
    unsure = finding.oncogenicity is Oncogenicity.UNCERTAIN and asked.protein_change is None
    return (UNCERTAIN, *said) if unsure else said


def _classified_so(asked: Genomic, finding: CaseFinding) -> bool:
    if not asked.classifications:
        return alters_protein(finding)
    if any(_is_of(one, asked, finding) for one in asked.classifications if one not in _SHIFTS):
        return True
    return _shifted_so({_SHIFTS[one] for one in asked.classifications if one in _SHIFTS}, finding)


def _shifted_so(wanted: set[int], finding: CaseFinding) -> bool:
    """Whether the change shifts the frame, by a loss or a gain of bases as asked: its coding change tells."""
    if not wanted or not has_effect(finding, Effect.FRAMESHIFT):
        return False
    if len(wanted) == len(_SHIFTS):
        return True
    gained = bases_gained(finding.coding) if finding.coding else None
    if not gained:
        raise CannotTell(
            f"{finding.label}: whether its frameshift is a deletion or an insertion is not known"
        )
    return (gained > 0) is (wanted == {1})


def _is_of(wanted: Classification, asked: Genomic, finding: CaseFinding) -> bool:
    if wanted is Classification.SPLICE_SITE and _is_spliced(asked, finding):
        return True
    effect = _BY_EFFECT.get(wanted)
    if effect is not None:
        return has_effect(finding, effect)
    kind, term = _BY_KIND[wanted]
    shape = shape_of(finding)
    return term in finding.consequences if shape is None else shape.kind is kind


def _in_exons(asked: Genomic, finding: CaseFinding) -> bool:
    if not asked.exons:
        return True
    if finding.exons:
        return bool(set(asked.exons) & set(finding.exons))
    if _is_spliced(asked, finding):
        return True
    raise CannotTell(f"{finding.label}: its exon is not known")


def _is_spliced(asked: Genomic, finding: CaseFinding) -> bool:
    """Whether a splice site of the one exon asked for is hit, told by the coding change alone if need be."""
    if Classification.SPLICE_SITE not in asked.classifications or asked.gene is None:
        return False
    return len(asked.exons) == 1 and skips_exon(finding, asked.gene, asked.exons[0])


def _telling(asked: Genomic, finding: CaseFinding) -> bool:
    """Whether what was found shows itself that it matters, whoever classed it or not."""
    return loses_function(finding) or (bool(asked.exons) and not has_effect(finding, Effect.SUBSTITUTION))


def _copy_number(asked: Genomic, finding: CaseFinding) -> Cautions | None:
    if finding.kind is not FindingClass.COPY_NUMBER or finding.copy_state is CopyState.NONE:
        return None
    if asked.copy_call is None:
        return _uncertain(finding)
    said = _COPY_CALLS[asked.copy_call].get(finding.copy_state)
    others = _uncertain(finding)
    return None if said is None or others is None else said + others


_BELOW = ("a gain below the cut-off of an amplification",)
_ONE_COPY = ("whether both copies are lost is not said",)
_COPY_CALLS: dict[CopyCall, dict[CopyState, Cautions]] = {
    CopyCall.HIGH_AMPLIFICATION: {CopyState.AMPLIFICATION: (), CopyState.GAIN: _BELOW},
    CopyCall.GAIN: {CopyState.GAIN: (), CopyState.AMPLIFICATION: ()},
    CopyCall.HETEROZYGOUS_DELETION: {CopyState.LOSS: (), CopyState.DEEP_LOSS: ()},
    CopyCall.HOMOZYGOUS_DELETION: {CopyState.DEEP_LOSS: (), CopyState.LOSS: _ONE_COPY},
}
"""What has to be checked of a state for a call; a state that is not here is not the call."""


def _structural(asked: Genomic, finding: CaseFinding) -> Cautions | None:
    if finding.kind is FindingClass.REARRANGEMENT:
        return _uncertain(finding) if asked.partner is None else None
    if finding.kind is not FindingClass.FUSION:
        return None
    others = list(finding.genes)
    if asked.gene in others:
        others.remove(asked.gene)
    said: Cautions = ()
    if asked.partner == INTERGENIC:
        if asked.gene is None or others:
            return None
        said = ("its other side is not named",)
    elif asked.partner is not None and asked.partner not in others:
        if others or asked.gene is None or asked.gene == asked.partner:
            return None
        said = ("its partner is not named",)
    uncertain = _uncertain(finding)
    return None if uncertain is None else said + uncertain


def _splice(asked: Genomic, finding: CaseFinding) -> Cautions | None:
    if finding.kind is FindingClass.SPLICE_VARIANT:
        if asked.exons and not finding.exons:
            raise CannotTell(f"{finding.label}: its exons are not known")
        return _uncertain(finding) if not asked.exons or finding.exons == asked.exons else None
    if finding.kind is FindingClass.SMALL_VARIANT and asked.gene and len(asked.exons) == 1:
        benign = finding.oncogenicity is Oncogenicity.BENIGN
        skipped = not benign and skips_exon(finding, asked.gene, asked.exons[0])
        return ("seen in DNA only: confirm the skipping in RNA",) if skipped else None
    return None


def _class_cautions(finding: CaseFinding) -> Cautions | None:
    """For a criterion of gene level: only what is classed oncogenic is met outright."""
    if finding.oncogenicity is Oncogenicity.NOT_CLASSED:
        return (GERMLINE,) if finding.germline else (NOT_CLASSED,)
    return _uncertain(finding)


def _uncertain(finding: CaseFinding) -> Cautions | None:
    if finding.oncogenicity is Oncogenicity.BENIGN:
        return None
    said = (UNCERTAIN,) if finding.oncogenicity is Oncogenicity.UNCERTAIN else ()
    return said + _germline(finding)


def _germline(finding: CaseFinding) -> Cautions:
    return (GERMLINE,) if finding.germline else ()


_RULES: dict[VariantCategory, Callable[[Genomic, CaseFinding], Cautions | None]] = {
    VariantCategory.MUTATION: _mutation,
    VariantCategory.COPY_NUMBER: _copy_number,
    VariantCategory.STRUCTURAL: _structural,
    VariantCategory.SPLICE: _splice,
}
