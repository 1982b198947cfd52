"""Reads the effects of one row as GATK Funcotator writes them in INFO/FUNCOTATION."""

import re

from data.ingest import limits
from data.ingest.effect_text import ALLELE, PART, harmless, packed_effects
from data.ingest.transcript_choice import NOT_CODING, Why, weighed
from data.ingest.vcf_info import reader_notes, value_in
from data.reference.maf_terms import maf_consequence

_ESCAPED = re.compile(r"_%([0-9A-Fa-f]{2})_")
_OTHER = re.compile(r"(.+?)_(ENST[0-9.]+(?:_\d+)?)_([A-Z0-9_]+?)(?:_(p\..*))?")
_NOTHING = frozenset({"Unknown", "no_transcript"})
_TAKEN = (
    "hugoSymbol", "annotationTranscript", "cDnaChange", "proteinChange", "variantClassification",
    "secondaryVariantClassification", "transcriptExon", "otherTranscripts",
)  # fmt: skip


def _plain(text: str) -> str:
    return harmless(_ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)).strip()


def _terms(classification: str, secondary: str) -> str:
    """Classifications as Sequence Ontology terms joined with ``&``; an unknown one as it is written."""
    found: list[str] = []
    for name in filter(None, (classification, secondary)):
        found += [term for term in maf_consequence(name) or (name,) if term not in found]
    return "&".join(found)


class FuncotatorReader:
    """Reads Funcotator's field: ``[..]`` an allele, ``]#[`` between its transcripts."""

    def __init__(self, key: str, fields: tuple[str, ...]) -> None:
        self.mark = key.encode() + b"="
        self.kept = self.rows_without = self.cut = self.unmatched = self.left_out = 0
        prefix = next(name for name in fields if name.endswith("_hugoSymbol")).removesuffix("hugoSymbol")
        self._places = [
            fields.index(prefix + name) if prefix + name in fields else len(fields) for name in _TAKEN
        ]
        self._size = len(fields)
        self._effects: list[str] = []

    def add(self, info: bytes, ref: bytes, alts: bytes) -> None:
        """Read the effects of one more row."""
        self._effects.append(self._of_row(info, alts))

    def effects(self) -> list[str]:
        """Of each row the effects on its alleles, as ``packed_effects`` writes them; blank where none."""
        return self._effects

    def _of_row(self, info: bytes, alts: bytes) -> str:
        text = value_in(info, self.mark)
        if not text:
            self.rows_without += 1
            return ""
        said = text.strip("[]").split("],[")
        wanted = alts.count(b",") + 1
        if len(said) != wanted:
            self.unmatched += len(said)
            return ""
        return ALLELE.join(self._of_allele(one) for one in said)

    def _of_allele(self, text: str) -> str:
        effects: list[str] = []
        weights: list[int] = []
        exons: list[str] = []
        others: list[str] = []
        for transcript in text.split("]#["):
            cells = transcript.split("|")
            if len(cells) < self._size:
                self.cut += 1
            cells += [""] * (self._size + 1 - len(cells))
            gene, name, coding, protein, kind, second, exon, more = (
                _plain(cells[place]) for place in self._places
            )
            terms, weight = weighed(_terms(kind, second))
            weights.append(weight + (0 if protein else NOT_CODING))
            exons.append(exon)
            gene, name = ("" if one in _NOTHING else one for one in (gene, name))
            effects.append(PART.join((gene, name, coding, protein, terms)))
            others += self._others(more)
        if len(effects) + len(others) > limits.MAX_EFFECTS_OF_A_CALL or self.kept > limits.MAX_EFFECTS_KEPT:
            self.left_out += len(others)
            others = []
        at = weights.index(min(weights))
        why = Why.CHOSEN_BY_FILE if len(effects) == 1 else Why.MOST_SEVERE
        self.kept += len(effects) + len(others)
        return packed_effects(PART.join([*effects, *others]), at, why, exons[at])

    @staticmethod
    def _others(text: str) -> list[str]:
        """The other transcripts, of which only gene, classification and protein change are written."""
        made = []
        for one in filter(None, text.split("/")):
            if match := _OTHER.fullmatch(one):
                gene, name, kind, protein = match.groups()
                made.append(PART.join((gene, name, "", protein or "", weighed(_terms(kind, ""))[0])))
            else:
                made.append(PART.join(("", one, "", "", "")))
        return made

    def notes(self) -> list[tuple[str, str]]:
        """What was seen of the annotation as a whole, and what was expected."""
        return reader_notes(self.cut, self.unmatched, self.left_out)
