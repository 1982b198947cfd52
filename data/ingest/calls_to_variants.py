"""Turns the calls of a variant file into small variants, with gene and protein change where a file says."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import repeat
from operator import attrgetter

from data.ingest.collecting import not_collecting
from data.ingest.effect_text import Transcripts, unpacked_effects
from data.ingest.gene_names import gene_name
from data.ingest.mnv_parts import parts_of_mnvs
from data.ingest.other_words import other_words
from data.ingest.quick_values import quickly
from data.ingest.transcript_choice import MAX_REMEMBERED_CHARACTERS
from data.ingest.vcf_calls import VcfCalls
from domain.findings import AnnotationSource, Build, Origin, SmallVariant
from domain.phase import TAG as PHASE
from domain.phase import phase_of

Key = tuple[str, int, str, str]
"""Chromosome without ``chr``, position, reference and alternative allele."""

PART_OF_MNV = "part_of_mnv"
"""Tag of a single-base call that also stands in an MNV of its own row: it is not counted twice."""

OLD_MITOCHONDRION = 16_571
"""Length of the old hg19 chrM: its positions are not those of the CombinedVariantOutput."""

_MITOCHONDRIA = frozenset({"M", "MT"})
_NO_BASE = "-"
_variant = quickly(SmallVariant)
_place = attrgetter("chrom", "pos", "ref", "alt")
_NO_SYMBOL = re.compile(r"ENS[A-Z]*G\d+(?:\.\d+)?|\d+|\Z")
_IN_NO_GENE = frozenset({"intergenic_variant", "intergenic_region"})


def bare_chromosome(chrom: str) -> str:
    """The chromosome without ``chr``, by which files of different habits are joined."""
    return chrom[3:] if chrom[:3] in {"chr", "Chr", "CHR"} else chrom


def key_of(variant: SmallVariant) -> Key:
    """The key by which a small variant is found in another file of the same build."""
    return bare_chromosome(variant.chrom), variant.pos, variant.ref, variant.alt


def trimmed(key: Key) -> Key:
    """The same change without the bases that both alleles share, at the end first; ``-`` where none is left.

    A MAF gives an insertion (REF ``-``) the place of the base before it, here it has that of the base behind.
    """
    chrom, position, ref, alt = key
    if ref == _NO_BASE:
        position, ref = position + 1, ""
    alt = "" if alt == _NO_BASE else alt
    while ref and alt and ref[-1] == alt[-1]:
        ref, alt = ref[:-1], alt[:-1]
    while ref and alt and ref[0] == alt[0]:
        position, ref, alt = position + 1, ref[1:], alt[1:]
    return chrom, position, ref or _NO_BASE, alt or _NO_BASE


class Annotations:
    """The rows of a CombinedVariantOutput, found by their exact or trimmed alleles."""

    def __init__(self, rows: Iterable[SmallVariant]) -> None:
        rows = list(rows)
        places = map(_place, rows)
        # Keys as ``key_of`` makes them; a call for each takes twice as long, and there are tens of thousands.
        self._exact = {(bare_chromosome(at[0]), *at[1:]): row for at, row in zip(places, rows, strict=True)}
        self._by_trimmed: dict[Key, SmallVariant] | None = None
        self.used: set[Key] = set()

    def __bool__(self) -> bool:
        return bool(self._exact)

    @property
    def _trimmed(self) -> dict[Key, SmallVariant]:
        """The rows by their trimmed alleles, made when the first alleles are not found as they stand."""
        if self._by_trimmed is None:
            self._by_trimmed = {trimmed(key): row for key, row in self._exact.items()}
        return self._by_trimmed

    def find(self, key: Key) -> SmallVariant | None:
        """The row for a key, remembered as used."""
        if (row := self._exact.get(key)) is not None:
            self.used.add(key)
        elif self._exact and (row := self._trimmed.get(trimmed(key))) is not None:
            self.used.add(key_of(row))
        return row

    def has_any(self, calls: VcfCalls) -> bool:
        """True when one of the calls stands here, exact or trimmed; not remembered as used."""
        places = zip(calls.chroms, calls.positions, calls.refs, calls.alts, strict=True)
        keys = ((bare_chromosome(chrom), at, ref.upper(), alt.upper()) for chrom, at, ref, alt in places)
        return any(key in self._exact or trimmed(key) in self._trimmed for key in keys)

    def unused(self) -> tuple[SmallVariant, ...]:
        """The rows that no call asked for."""
        return tuple(row for key, row in self._exact.items() if key not in self.used)


@lru_cache(maxsize=10_000)
def _tags(source: str, germline: str, tags: str, part_of_mnv: bool) -> tuple[str, ...]:
    found = [f"vaf:{source}"] if source else []
    if germline:
        found.append(f"GermlineStatus={germline}")
    found.extend(tag for tag in tags.split(";") if tag)
    if part_of_mnv:
        found.append(PART_OF_MNV)
    return tuple(found)


def _phased(source: str, germline: str, tags: str, part_of_mnv: bool) -> tuple[str, ...]:
    """The tags of a phased call; apart, so that a thousand phase sets do not fill what is remembered."""
    each = tags.split(";")
    others = ";".join(tag for tag in each if not tag.startswith(PHASE))
    phase = (tag for tag in each if phase_of("", (tag,)) is not None)
    return *_tags(source, germline, others, part_of_mnv), *phase


@lru_cache(maxsize=1_000)
def origin_of(germline: str) -> Origin:
    """``Germline_*`` is germline, ``Somatic*`` somatic, anything else unknown."""
    if germline.startswith("Germline"):
        return Origin.GERMLINE
    return Origin.SOMATIC if germline.startswith("Somatic") else Origin.UNKNOWN


_Annotation = tuple[str | None, str | None, str | None, str | None, str | None, tuple[str, ...], str | None]
_NOT_ANNOTATED: _Annotation = (None, None, None, None, None, (), None)
_NO_TRANSCRIPTS: Transcripts = ()


_annotation = attrgetter("gene", "reported_gene", "p_dot", "c_dot", "transcript", "consequence", "exon")
"""What another file says of the gene and the protein, in the order of the fields: an ``_Annotation``."""


def _gene(reported: str) -> tuple[str | None, str | None]:
    """The current symbol and the one written; an identifier in a symbol's place names no gene."""
    short = len(reported) <= MAX_REMEMBERED_CHARACTERS
    return _gene_of(reported) if short else _gene_of.__wrapped__(reported)


@lru_cache(maxsize=50_000)
def _gene_of(reported: str) -> tuple[str | None, str | None]:
    if _NO_SYMBOL.fullmatch(reported):
        return None, reported or None
    name = gene_name(reported)
    return name.current, name.reported


def _terms(consequence: str) -> tuple[str, ...]:
    short = len(consequence) <= MAX_REMEMBERED_CHARACTERS
    return _terms_of(consequence) if short else _terms_of.__wrapped__(consequence)


@lru_cache(maxsize=10_000)
def _terms_of(consequence: str) -> tuple[str, ...]:
    return tuple(term for term in consequence.split(":") if term)


def _own(text: str) -> tuple[_Annotation, Transcripts]:
    """What a variant file's own annotation says of an allele: its chosen transcript, and all of them."""
    (gene, transcript, coding, protein, consequence, _), exon, every = unpacked_effects(text)
    terms = _terms(consequence)
    if terms and _IN_NO_GENE.issuperset(terms):
        # SnpEff writes the neighbours in the place of gene and transcript.
        return (None, None, None, coding or None, None, terms, None), every
    return (*_gene(gene), protein or None, coding or None, transcript or None, terms, exon or None), every


def small_variants(
    calls: VcfCalls, build: Build, annotations: Annotations, differing: list[str] | None = None
) -> list[SmallVariant]:
    """The calls as small variants, with the numbers of the calls.

    Gene and protein come from ``annotations``; where these name no gene, from the file's own annotation,
    whose transcripts are kept in either case. ``differing`` is told where the two say another gene or
    protein change of one call, in words.
    """
    with not_collecting():
        return _made(calls, build, annotations, [] if differing is None else differing)


def _made(
    calls: VcfCalls, build: Build, annotations: Annotations, differing: list[str]
) -> list[SmallVariant]:
    refs, alts = [one.upper() for one in calls.refs], [one.upper() for one in calls.alts]
    said = _said(calls, refs, alts, annotations, differing)
    in_mnvs = parts_of_mnvs(calls)
    tagged = zip(calls.sources, calls.germline, calls.tags, strict=True)
    tags = [
        _phased(source, germline, tags, number in in_mnvs)
        if PHASE in tags
        else _tags(source, germline, tags, number in in_mnvs)
        for number, (source, germline, tags) in enumerate(tagged)
    ]
    # Column by column: a call at a time takes twice as long, and a run has tens of thousands.
    return list(
        map(
            _variant,
            calls.chroms, calls.positions, refs, alts, repeat(build),
            *zip(*(annotation for annotation, _, _ in said), strict=True),
            [float(one) if one else None for one in calls.frequencies],
            [one or None for one in calls.frequencies],
            [one if one >= 0 else None for one in calls.depths],
            map(origin_of, calls.germline),
            [given_by for _, given_by, _ in said], tags, [every for _, _, every in said],
        )
    )  # fmt: skip


_Said = tuple[_Annotation, AnnotationSource, Transcripts]


def _said(
    calls: VcfCalls, refs: list[str], alts: list[str], annotations: Annotations, differing: list[str]
) -> list[_Said]:
    """What is said of gene and protein of each call, by whom, and the transcripts of its own annotation."""
    own_source = AnnotationSource(calls.annotated_by) if calls.annotated_by else AnnotationSource.NONE
    none, cvo, asks = AnnotationSource.NONE, AnnotationSource.CVO, bool(annotations)
    no_mitochondrion = calls.mitochondrial_length == OLD_MITOCHONDRION
    nothing: _Said = (_NOT_ANNOTATED, none, _NO_TRANSCRIPTS)
    said = []
    for chrom, position, ref, alt, effects in zip(
        calls.chroms, calls.positions, refs, alts, calls.effects, strict=True
    ):
        one = nothing
        if effects:
            annotation, every = _own(effects)
            one = (annotation, own_source, every)
        if asks:
            bare = bare_chromosome(chrom)
            joins = not (no_mitochondrion and bare in _MITOCHONDRIA)
            known = annotations.find((bare, position, ref, alt)) if joins else None
            if known is not None and (one[1] is none or known.reported_gene is not None):
                annotation, _, every = one
                if effects and (told := other_words(known, annotation[0], annotation[2], every)):
                    differing.append(f"{told} at {chrom}:{position}")
                one = (_annotation(known), cvo, every)
        said.append(one)
    return said
