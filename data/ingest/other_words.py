"""Whether a variant file's own annotation says otherwise of a call than the CombinedVariantOutput."""

from data.ingest.effect_text import Transcripts
from data.reference.genes import current_symbol
from domain.findings import SmallVariant
from domain.protein_change import same_change, three_letter

_GENE, _PROTEIN = 0, 3


def other_words(known: SmallVariant, gene: str | None, protein: str | None, every: Transcripts) -> str:
    """What both say of one call where they differ, else an empty text.

    ``gene`` and ``protein`` are those of the transcript that the annotation chose. Another transcript that
    says the same as the CombinedVariantOutput is agreement: the files may have chosen different ones.
    """
    if known.gene and gene and known.gene != gene and not _names_gene(known, every):
        return f"{known.gene} and {gene}"
    if not known.p_dot or not protein or same_change(known.p_dot, protein):
        return ""
    if three_letter(known.p_dot) is None or three_letter(protein) is None:
        return ""
    if any(one[_PROTEIN] and same_change(known.p_dot, one[_PROTEIN]) for one in every):
        return ""
    return f"{known.gene or 'no gene'} {known.p_dot} and {protein}"


def _names_gene(known: SmallVariant, every: Transcripts) -> bool:
    return any(known.gene == current_symbol(one[_GENE]) for one in every if one[_GENE])
