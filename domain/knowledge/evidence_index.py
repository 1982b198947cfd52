"""The items of the releases in force, made ready once so that a case is matched by looking up."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from domain.findings import FindingClass
from domain.knowledge.atom_match import POSITIONAL, Met, exact_spellings, met, spellings_of
from domain.knowledge.case_facts import CaseFinding
from domain.knowledge.crosswalk import NO_CROSSWALK, Crosswalk
from domain.knowledge.evidence import EvidenceItem, Release
from domain.knowledge.hits import Resolution
from domain.knowledge.profiles import Atom, AtomKind, Expression, Not, atoms

_EXACT = Met(Resolution.EXACT)
_BY_CLASS: dict[FindingClass, frozenset[AtomKind]] = {
    FindingClass.SMALL_VARIANT: POSITIONAL
    - {AtomKind.FUSION, AtomKind.FUSION_EITHER, AtomKind.AMPLIFICATION, AtomKind.LOSS, AtomKind.CODON},
    FindingClass.COPY_NUMBER: frozenset({AtomKind.AMPLIFICATION, AtomKind.LOSS, AtomKind.LOSS_OF_FUNCTION}),
    FindingClass.FUSION: frozenset({AtomKind.FUSION, AtomKind.FUSION_EITHER}),
    FindingClass.SPLICE_VARIANT: frozenset({AtomKind.SPLICE_VARIANT, AtomKind.EXON}),
    FindingClass.REARRANGEMENT: POSITIONAL - {AtomKind.FUSION, AtomKind.FUSION_EITHER, AtomKind.CODON},
}
"""Which atoms a finding of each class may meet; which it does is for ``met`` to say."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item with what ranking asks of it."""

    number: int
    release: Release
    item: EvidenceItem
    level_order: int
    scope_number: int


@dataclass(slots=True)
class _OfGene:
    """The atoms of one gene, by the way in which they are looked up."""

    exact: dict[str, list[Atom]] = field(default_factory=dict)
    codons: dict[int, list[Atom]] = field(default_factory=dict)
    by_class: dict[FindingClass, list[Atom]] = field(default_factory=dict)

    def add(self, atom: Atom) -> None:
        """Take an atom in."""
        for spelling in exact_spellings(atom):
            self.exact.setdefault(spelling, []).append(atom)
        if atom.kind is AtomKind.CODON:
            number = "".join(sign for sign in atom.value or "" if sign.isdecimal())
            if number:
                self.codons.setdefault(int(number), []).append(atom)
        for kind, asked in _BY_CLASS.items():
            if atom.kind in asked:
                self.by_class.setdefault(kind, []).append(atom)


class EvidenceIndex:
    """All items of some releases, by gene and by exact change; built once, then only read.

    ``crosswalk`` puts the levels of several schemes in order and proposes tiers; without it levels have no
    order and nothing is proposed.
    """

    def __init__(self, releases: Sequence[Release], crosswalk: Crosswalk = NO_CROSSWALK) -> None:
        self.releases = tuple(releases)
        self.crosswalk = crosswalk
        self.entries: list[Entry] = []
        self.absence_only: list[int] = []
        """Items that ask for nothing but that something is not there."""
        self._genes: dict[str, _OfGene] = {}
        self._signatures: dict[str, list[Atom]] = {}
        self._entries_of: dict[Atom, list[int]] = {}
        scopes: dict[object, int] = {}
        for release in self.releases:
            for item in release.items:
                scope = scopes.setdefault(item.scope, len(scopes))
                order = crosswalk.order(item.level_scheme, item.level)
                self._add(Entry(len(self.entries), release, item, order, scope))

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def genes(self) -> Collection[str]:
        """The genes that an item speaks of."""
        return self._genes.keys()

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)
        if _is_absence(entry.item.profile):
            self.absence_only.append(entry.number)
        for atom in dict.fromkeys(atoms(entry.item.profile)):
            known = self._entries_of.get(atom)
            if known is None:
                self._entries_of[atom] = [entry.number]
                self._index(atom)
            else:
                known.append(entry.number)

    def _index(self, atom: Atom) -> None:
        if atom.kind is AtomKind.SIGNATURE:
            self._signatures.setdefault((atom.value or "").casefold(), []).append(atom)
        for gene in {atom.gene, atom.partner} - {None}:
            self._genes.setdefault(gene or "", _OfGene()).add(atom)

    def entries_of(self, atom: Atom) -> Sequence[int]:
        """The numbers of the entries that ask for an atom."""
        return self._entries_of.get(atom, ())

    def met_by(self, finding: CaseFinding) -> Iterator[tuple[Atom, Met]]:
        """Every atom that a finding meets, each once; one look-up for a gene without evidence."""
        if finding.kind is FindingClass.BIOMARKER:
            for name in (finding.signature, *finding.may_be):
                for atom in self._signatures.get((name or "").casefold(), ()):
                    if (how := met(atom, finding)) is not None:
                        yield atom, how
        twice = len(finding.genes) > 1
        told: set[Atom] = set()
        for gene in finding.genes:
            of_gene = self._genes.get(gene)
            if of_gene is None:
                continue
            for atom, how in _in_gene(of_gene, finding):
                if not twice:
                    yield atom, how
                elif atom not in told:
                    told.add(atom)
                    yield atom, how


def _in_gene(of_gene: _OfGene, finding: CaseFinding) -> Iterator[tuple[Atom, Met]]:
    if finding.kind is FindingClass.SMALL_VARIANT:
        exact: dict[Atom, None] = {}
        for spelling in spellings_of(finding):
            exact.update(dict.fromkeys(of_gene.exact.get(spelling, ())))
        for atom in exact:
            yield atom, _EXACT
        if finding.first_codon is not None:
            for atom in of_gene.codons.get(finding.first_codon, ()):
                how = met(atom, finding)
                if how is not None:
                    yield atom, how
    for atom in of_gene.by_class.get(finding.kind, ()):
        how = met(atom, finding)
        if how is not None:
            yield atom, how


def _is_absence(expression: Expression) -> bool:
    """Whether an expression asks for nothing that a finding could meet."""
    if isinstance(expression, Atom):
        return False
    if isinstance(expression, Not):
        return isinstance(expression.part, Atom)
    return all(_is_absence(part) for part in expression.parts)
