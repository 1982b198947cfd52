"""Reads one simple profile (``EGFR Exon 19 Deletion``) as an atom, or as alternatives it writes in short."""

import re
from collections.abc import Callable

from domain.knowledge.atom_words import (
    DOMAIN,
    DOMAINS,
    EXPRESSION,
    IN_EXONS,
    PHRASES,
    SIGNATURES,
    VALUES,
    phrase,
)
from domain.knowledge.change_spelling import RESIDUE, coding_value, protein_value
from domain.knowledge.profiles import AllOf, AnyOf, Atom, AtomKind, Expression, Not

Symbols = Callable[[str], str]
DomainCodons = Callable[[str, str], tuple[int, int] | None]
"""Gene and domain to the first and last codon; ``None`` where they are not known."""

_SYMBOL = re.compile(r"[A-Z][A-Z0-9]*(?:orf\d+)?(?:-[A-Z0-9]+)*", re.ASCII)
_SYMBOLS = re.compile(r"[A-Z][A-Z0-9-]*(?:/[A-Z0-9-]+)+")
_DIGITS = re.compile(r"\d+$")
_FUSION = re.compile(r"(?P<first>[^\s:]+)::(?P<second>[^\s:]+)(?:\s+(?P<rest>.+))?")
_JUNCTION = re.compile(r"e\d+(?:[-+]\d+)?::e\d+(?:[-+]\d+)?", re.IGNORECASE)
_ANY_PARTNER = frozenset({"v", "?"})
_EXONS = re.compile(r"ex(?:on)?s? ?(\d+)(?: (?:to )?(\d+))? ?(.*)")
_CODON = re.compile(rf"{RESIDUE}\d+")
_CODONS = re.compile(rf"{RESIDUE}\d+(?:/{RESIDUE}\d+)+")
_RESIDUES = re.compile(rf"({RESIDUE}\d+)({RESIDUE}(?:/{RESIDUE})+)")
_WITH_CODING = re.compile(r"(?P<before>.*?)\s*\(?(?P<coding>c\.[^()\s]+)\)?")
_WITH_REMARK = re.compile(r"(\S+)\s+\(exon \w+\)")
_LEGACY_DELETION = re.compile(r"(\d+)del[ACGT]", re.IGNORECASE)
_EXCEPT_CODON = re.compile(rf"Non-({RESIDUE}\d+)", re.IGNORECASE)
_JOINED = re.compile(r" and | & ")
_EGFR_EVENT = re.compile(r"(?:EGFR)?\s*v(I{1,3}|IV|V)", re.IGNORECASE)
_AR_EVENT = re.compile(r"(?:AR)?[ -]?V(7|9|12|567es)", re.IGNORECASE)
_WRITTEN_TOGETHER = re.compile(r"(?P<gene>FLT3)-(?P<rest>ITD|TKD)|(?P<event>EGFRv(?:I{1,3}|IV|V)|AR-V\w+)")
_PROMOTER = {"C228T": "c.-124C>T", "C250T": "c.-146C>T"}
_PROMOTER_PHRASES = frozenset({"promoter mutation", "promoter mutations"})


def no_domains(gene: str, domain: str) -> tuple[int, int] | None:
    """No domain is known: an item about one is not understood."""
    return None


def parse_simple(text: str, current_symbol: Symbols, codons_of: DomainCodons = no_domains) -> Expression:
    """The atom that a simple profile stands for; ``OTHER`` where it is not understood.

    ``ERBB2 S310F/Y`` and ``NTRK1/2/3 Fusion`` are alternatives, ``BRAF Non-V600`` is an oncogenic change
    and not that codon, ``VHL P81S (c.241C>T) and L188V (c.562C>G)`` is both.
    """
    shown = " ".join(text.split())
    folded = phrase(shown)
    for pattern, value in SIGNATURES:
        if pattern.fullmatch(folded):
            return Atom(AtomKind.SIGNATURE, None, value, text=shown)
    if (fusion := _fusion(shown, current_symbol)) is not None:
        return fusion
    written, _, rest = _apart(shown).partition(" ")
    if _SYMBOLS.fullmatch(written):
        return _several_genes(written, rest, shown, current_symbol, codons_of)
    if not _SYMBOL.fullmatch(written):
        return other(shown)
    gene = current_symbol(written)
    rest = rest.removeprefix(f"{written} ").strip()
    if not rest:
        return other(shown, gene)
    if "::" in rest:
        inner = _fusion(rest, current_symbol)
        return other(shown, gene) if inner is None else _renamed(inner, shown)
    return _domain(gene, rest, shown, codons_of) or _of_gene(written, gene, rest, shown)


def other(text: str, gene: str | None = None) -> Atom:
    """An atom that was not understood: it keeps its text and matches nothing."""
    return Atom(AtomKind.OTHER, gene, text=text)


def _apart(text: str) -> str:
    """The gene apart from the event where both are written as one word (``FLT3-ITD``, ``EGFRvIII``)."""
    found = _WRITTEN_TOGETHER.fullmatch(text)
    if found is None:
        return text
    if found["gene"]:
        return f"{found['gene']} {found['rest']}"
    return f"{'EGFR' if found['event'].startswith('EGFR') else 'AR'} {found['event']}"


def _renamed(atom: Atom, text: str) -> Atom:
    return Atom(atom.kind, atom.gene, atom.value, atom.partner, atom.effect, text)


def _fusion(text: str, current_symbol: Symbols) -> Atom | None:
    """A fusion with its partners (``v::ALK Fusion``, ``EML4::ALK e20::e20``), ``None`` for other texts."""
    found = _FUSION.fullmatch(text)
    if found is None:
        return None
    sides = [found["first"], found["second"]]
    genes = [None if side in _ANY_PARTNER else current_symbol(side) for side in sides]
    rest = found["rest"] or ""
    junction = rest.lower() if _JUNCTION.fullmatch(rest) else None
    named = all(gene is None or _SYMBOL.fullmatch(gene) for gene in genes)
    known = junction or phrase(rest) in {"", "fusion", "fusions", "rearrangement", "translocation"}
    if genes == [None, None] or not named or not known:
        return other(text)
    return Atom(AtomKind.FUSION, genes[0], junction, genes[1], text=text)


def _several_genes(
    written: str, rest: str, shown: str, current_symbol: Symbols, codons_of: DomainCodons
) -> Expression:
    """``KRAS/NRAS Mutation`` and ``NTRK1/2/3 Fusion``: one alternative a gene."""
    first, *more = written.split("/")
    stem = _DIGITS.sub("", first)
    genes = [first, *(f"{stem}{one}" if one.isdigit() and stem != first else one for one in more)]
    parts = [parse_simple(f"{gene} {rest}", current_symbol, codons_of) for gene in genes]
    if not rest or any(isinstance(one, Atom) and one.kind is AtomKind.OTHER for one in parts):
        return other(shown)
    return AnyOf(tuple(parts))


def _domain(gene: str, rest: str, shown: str, codons_of: DomainCodons) -> Atom | None:
    """A mutation of a domain (``ERBB2 Kinase Domain Mutation``) where its codons are known."""
    found = DOMAIN.fullmatch(phrase(rest))
    codons = None if found is None else codons_of(gene, DOMAINS[next(filter(None, found.groups()))])
    if codons is None:
        return None
    return Atom(AtomKind.CODON_RANGE, gene, f"{codons[0]}-{codons[1]}", text=shown)


def _of_gene(written: str, gene: str, rest: str, shown: str) -> Expression:
    """What is said of one gene, the plainest phrases first."""
    folded = phrase(rest)
    if folded in PHRASES:
        kind, effect = PHRASES[folded]
        return Atom(kind, gene, VALUES.get(folded), effect=effect, text=shown)
    if EXPRESSION.search(folded):
        return Atom(AtomKind.EXPRESSION, gene, folded, text=shown)
    exons = _exons(gene, folded, shown)
    if exons is not None:
        return exons
    event = _splice_event(gene, rest, shown)
    if event is not None:
        return event
    return _change(written, gene, rest, shown)


def _exons(gene: str, folded: str, shown: str) -> Atom | None:
    found = _EXONS.fullmatch(folded)
    if found is None or found[3] not in IN_EXONS:
        return None
    value = f"{found[1]}-{found[2]}" if found[2] else found[1]
    return Atom(AtomKind.EXON, gene, value, effect=IN_EXONS[found[3]], text=shown)


def _splice_event(gene: str, rest: str, shown: str) -> Atom | None:
    if gene == "EGFR" and (found := _EGFR_EVENT.fullmatch(rest)):
        return Atom(AtomKind.SPLICE_VARIANT, gene, f"EGFRv{found[1].upper()}", text=shown)
    if gene == "AR" and (found := _AR_EVENT.fullmatch(rest)):
        return Atom(AtomKind.SPLICE_VARIANT, gene, f"AR-V{found[1].lower()}", text=shown)
    return None


def _change(written: str, gene: str, rest: str, shown: str) -> Expression:
    """A change by its name: protein, codon, coding, or several of them in short."""
    if gene == "TERT" and (promoter := _promoter(written, rest)) is not None:
        return promoter
    if found := _EXCEPT_CODON.fullmatch(rest):
        any_change = Atom(AtomKind.GENE_MUTATION, gene, text=f"{written} Mutation")
        return AllOf((any_change, Not(_codon(gene, found[1], f"{written} {found[1]}"))))
    if _CODONS.fullmatch(rest):
        return AnyOf(tuple(_codon(gene, one, f"{written} {one}") for one in rest.split("/")))
    if found := _RESIDUES.fullmatch(rest):
        changes = [f"{found[1]}{residue}" for residue in found[2].split("/")]
        return AnyOf(tuple(_protein(gene, one, f"{written} {one}") for one in changes))
    if _CODON.fullmatch(rest):
        return _codon(gene, rest, shown)
    if _JOINED.search(rest):
        parts = [_one_change(gene, one, f"{written} {one}") for one in _JOINED.split(rest)]
        found_all = tuple(part for part in parts if part is not None)
        return AllOf(found_all) if len(found_all) == len(parts) else other(shown, gene)
    return _one_change(gene, rest, shown) or other(shown, gene)


def _promoter(written: str, rest: str) -> Expression | None:
    """TERT's two promoter changes: their names tell the place on the chromosome and look like residues."""
    asked = [rest] if rest in _PROMOTER else list(_PROMOTER) if phrase(rest) in _PROMOTER_PHRASES else []
    parts = [Atom(AtomKind.CODING_CHANGE, "TERT", _PROMOTER[one], text=f"{written} {one}") for one in asked]
    return None if not parts else parts[0] if len(parts) == 1 else AnyOf(tuple(parts))


def _codon(gene: str, value: str, shown: str) -> Atom:
    return Atom(AtomKind.CODON, gene, value, text=shown)


def _protein(gene: str, value: str, shown: str) -> Atom:
    return Atom(AtomKind.PROTEIN_CHANGE, gene, value, text=shown)


def _one_change(gene: str, rest: str, shown: str) -> Atom | None:
    """One change; where a protein change is given beside its coding change, the protein change counts.

    A change that leaves the protein as it is (``E55= (c.165G>A)``) is only said by its coding change.
    """
    if (remark := _WITH_REMARK.fullmatch(rest)) is not None:
        rest = remark[1]
    if (value := protein_value(rest)) is not None:
        return _protein(gene, value, shown)
    if old := _LEGACY_DELETION.fullmatch(rest):
        return Atom(AtomKind.CODING_CHANGE, gene, f"c.{old[1]}del", text=shown)
    both = _WITH_CODING.fullmatch(rest)
    if both is None:
        return None
    value = protein_value(both["before"])
    if value is not None and not value.endswith("="):
        return _protein(gene, value, shown)
    coding = coding_value(both["coding"])
    return None if coding is None else Atom(AtomKind.CODING_CHANGE, gene, coding, text=shown)
