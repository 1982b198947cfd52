"""Reads the effects of each row as SnpEff (ANN), VEP (CSQ) and bcftools (BCSQ) write them in INFO.

Rows are taken apart many at a time: the places of all ``|`` and ``,`` of a megabyte are found at once, which
costs a quarter of cutting each effect into its fifty parts. What is not as regular as the annotators write
it, and rows with several alleles, are cut one by one.
"""

from collections.abc import Mapping
from urllib.parse import unquote

import numpy as np

from data.ingest import limits
from data.ingest.effect_parts import parts_of
from data.ingest.effect_text import ALLELE, MARKS, PART, effect_at, harmless, packed_effects
from data.ingest.transcript_choice import (
    MAX_REMEMBERED_CHARACTERS,
    NOT_CANONICAL,
    NOT_CODING,
    NOT_MANE,
    NOT_OF_REFERENCE,
    NOT_PICKED,
    reason,
    weighed,
)
from data.ingest.vcf_info import bytes_in, reader_notes

_TAKEN = (
    "consequence", "gene", "transcript", "coding", "protein", "biotype", "canonical", "mane", "pick", "exon",
    "allele", "number",
)  # fmt: skip
_CODING = frozenset({"protein_coding", "Coding"})
_YES = frozenset({"YES", "1"})
_NO_MANE = frozenset({"", "MANE_Plus_Clinical"})
_NOT_AN_EXON = ("intron_variant", "splice_acceptor_variant", "splice_donor_variant")
_BATCH_BYTES = 1 << 19
_LAST = 1 << 40
_SHORT = MAX_REMEMBERED_CHARACTERS
_MAX_REMEMBERED = 10_000


class EffectReader:
    """Reads one INFO field of effects separated by ``,`` with parts separated by ``|``."""

    def __init__(self, key: str, fields: tuple[str, ...], names: Mapping[str, tuple[str, ...]]) -> None:
        self.mark = key.encode() + b"="
        self.kept = self.rows_without = self.cut = self.unmatched = self.left_out = self._matched = 0
        self._effects: list[str] = []
        self._waiting: list[bytes] = []
        self._waiting_rows: list[int] = []
        self._waiting_bytes = 0
        self._weighed: dict[str, int] = {}
        self._of_snpeff = "kind" in names
        # The short names of bcftools are spelt out, effect by effect.
        self._one_by_one_only = "allele" not in names
        self._fields = len(fields)
        self._place = {
            name: next((fields.index(one) for one in names.get(name, ()) if one in fields), -1)
            for name in _TAKEN
        }

    def add(self, info: bytes, ref: bytes, alts: bytes) -> None:
        """Read the effects of one more row."""
        text = bytes_in(info, self.mark)
        self._effects.append("")
        if not text:
            self.rows_without += 1
            return
        if b"," in alts:
            self._effects[-1] = self._of_alleles(_clean(text), ref, alts)
            return
        self._waiting.append(text)
        self._waiting_rows.append(len(self._effects) - 1)
        self._waiting_bytes += len(text)
        if self._waiting_bytes > _BATCH_BYTES:
            self._read_waiting()

    def effects(self) -> list[str]:
        """Of each row the effects on its alleles, as ``packed_effects`` writes them; blank where none."""
        self._read_waiting()
        return self._effects

    def notes(self) -> list[tuple[str, str]]:
        """What was seen of the annotation as a whole, and what was expected."""
        self._read_waiting()
        return reader_notes(self.cut, self.unmatched, self.left_out)

    def _read_waiting(self) -> None:
        rows = self._waiting
        if rows:
            made = self._together(rows)
            if made is None:
                made = [self._one_by_one(_clean(row), None) for row in rows]
            for index, text in zip(self._waiting_rows, made, strict=True):
                self._effects[index] = text
            self._waiting, self._waiting_rows, self._waiting_bytes = [], [], 0

    def _together(self, rows: list[bytes]) -> list[str] | None:
        """The effects of many rows at once; ``None`` where one of them is not regular."""
        joined = b",".join(rows)
        if not joined.isascii() or self._fields < 2 or self._one_by_one_only:
            return None
        if any(mark in joined for mark in (b"\x1d", b"\x1e", b"\r")):
            return None
        parts = parts_of(joined, self._fields, self._place)
        if parts is None:
            return None
        lengths = np.fromiter(map(len, rows), np.int64, len(rows))
        firsts = parts.first_of_rows(np.cumsum(lengths + 1)[:-1] - 1)
        terms = parts.texts("consequence")
        if len(self._weighed) < _MAX_REMEMBERED:
            short = [one for one in set(terms) if one not in self._weighed and len(one) <= _SHORT]
            self._weighed |= {one: weighed(one)[1] for one in short}
        known = [self._weighed.get(one) or weighed(one)[1] for one in terms]
        weights = np.array(known, np.int64) + np.where(parts.are("canonical", _YES), 0, NOT_CANONICAL)
        weights += np.where(parts.are("mane", _NO_MANE), NOT_MANE, 0)
        weights += np.where(parts.are("pick", _YES), 0, NOT_PICKED)
        weights += np.where(parts.are("biotype", _CODING), 0, NOT_CODING)
        best = np.minimum.reduceat(weights * parts.count + np.arange(parts.count), firsts[:-1])
        chosen = best % parts.count
        bodies = parts.bodies(("gene", "transcript", "coding", "protein", "consequence"), firsts)
        described = zip(
            bodies, np.diff(firsts).tolist(), (chosen - firsts[:-1]).tolist(), (best // parts.count).tolist(),
            parts.texts("exon", chosen), strict=True,
        )  # fmt: skip
        return [self._packed(*one) for one in described]

    def _of_alleles(self, text: str, ref: bytes, alts: bytes) -> str:
        before = self._matched
        named = allele_names(ref.decode(), alts.decode("utf-8", "replace").split(","))
        made = ALLELE.join([self._one_by_one(text, names) for names in named])
        self.unmatched += max(0, text.count(",") + 1 - (self._matched - before))
        return made

    def _one_by_one(self, text: str, names: frozenset[str] | None) -> str:
        """The effects on one allele: all of them, or those that name it or its number."""
        effects: list[str] = []
        best, at, exon = _LAST, 0, ""
        for row in text.split(","):
            cells = row.split("|")
            if len(cells) < self._fields:
                if row.startswith("@") or not row:
                    continue
                self.cut += 1
                cells += [""] * (self._fields - len(cells))
            part = {name: cells[place] if place >= 0 else "" for name, place in self._place.items()}
            allele = part["number"] or part["allele"]
            if names is not None and allele not in names:
                continue
            self._matched += 1
            terms, weight = weighed(part["consequence"])
            weight += 0 if part["canonical"] in _YES else NOT_CANONICAL
            weight += NOT_MANE if part["mane"] in _NO_MANE else 0
            weight += 0 if part["pick"] in _YES else NOT_PICKED
            weight += 0 if part["biotype"] in _CODING else NOT_CODING
            # SnpEff's cancer mode also compares with the germline allele, ``G-C``.
            weight += NOT_OF_REFERENCE if self._of_snpeff and len(allele) > 1 and "-" in allele else 0
            if weight < best:
                best, at, exon = weight, len(effects), part["exon"]
            written = (part["gene"], part["transcript"], part["coding"], part["protein"])
            effects.append(PART.join((*written, terms)))
        return self._packed(PART.join(effects), len(effects), at, best, exon) if effects else ""

    def _packed(self, body: str, count: int, at: int, weight: int, exon: str) -> str:
        if "%" in body:
            body = _plain(body)
        if count > limits.MAX_EFFECTS_OF_A_CALL or self.kept > limits.MAX_EFFECTS_KEPT:
            self.left_out += count - 1
            body, count, at = effect_at(body, at), 1, 0
        self.kept += count
        # SnpEff ranks exons and introns in one field.
        if self._of_snpeff and any(term in effect_at(body, at) for term in _NOT_AN_EXON):
            exon = ""
        return packed_effects(body, at, reason(weight), exon)


def _clean(text: bytes) -> str:
    """A row's text without the marks that stand between effects and alleles."""
    return text.decode("utf-8", "replace").translate(MARKS)


def _plain(text: str) -> str:
    """Parts without VEP's percent encoding (``%3D`` for ``=``)."""
    return PART.join(harmless(unquote(one)) for one in text.split(PART)) if "%" in text else text


def minimal(ref: str, alt: str) -> str:
    """An alternative allele without the bases it shares with the reference, ``-`` where none is left."""
    end = 0
    while end < min(len(ref), len(alt)) and ref[-1 - end] == alt[-1 - end]:
        end += 1
    ref, alt = ref[: len(ref) - end], alt[: len(alt) - end]
    start = 0
    while start < min(len(ref), len(alt)) and ref[start] == alt[start]:
        start += 1
    return alt[start:] or "-"


def allele_names(ref: str, alts: list[str]) -> list[frozenset[str]]:
    """What an annotator may call each allele of a row: its number, itself, or VEP's trimmed form.

    VEP takes the first base from every allele where all share it and one differs in length; what two
    alleles could both be called is nobody's, unless it is one's own.
    """
    every = [ref, *alts]
    shortens = len({allele[:1] for allele in every}) == 1 and len({len(allele) for allele in every}) > 1
    own = [alt[1:] or "-" if shortens else alt for alt in alts]
    other = [{alt, minimal(ref, alt)} for alt in alts]
    made = []
    for index, alt in enumerate(alts):
        taken = {name for at in range(len(alts)) if at != index for name in (own[at], *other[at])}
        names = {own[index], *(other[index] - taken), str(index + 1)}
        made.append(frozenset(names | {f"{alt}-{base}" for base in every}))
    return made
