"""Finds the annotation in a variant file's header, and reads it row by row from the text of INFO."""

import re
from dataclasses import dataclass

from data.ingest.vcf_effects import EffectReader
from data.ingest.vcf_funcotator import FuncotatorReader
from domain.findings import AnnotationSource

_ID = re.compile(r"##INFO=<.*?\bID=([^,>]+)")
_DESCRIPTION = re.compile(r'\bDescription="(.*)"')
_FORMAT = re.compile(r"Format: *([^\"' ]+)")
_QUOTED = re.compile(r"'([^']*\|[^']*)'")
_FUNCOTATOR = re.compile(r"Funcotation fields are: *([^\"]+)")

VEP_NAMES: dict[str, tuple[str, ...]] = {
    "allele": ("Allele",), "number": ("ALLELE_NUM",), "gene": ("SYMBOL", "Gene"), "transcript": ("Feature",),
    "coding": ("HGVSc",), "protein": ("HGVSp",), "consequence": ("Consequence",), "exon": ("EXON",),
    "biotype": ("BIOTYPE",), "canonical": ("CANONICAL",), "mane": ("MANE_SELECT", "MANE"),
    "pick": ("PICK", "PICK_ALLELE"),
}  # fmt: skip
SNPEFF_NAMES: dict[str, tuple[str, ...]] = {
    "allele": ("Allele",), "gene": ("Gene_Name", "Gene_ID"), "transcript": ("Feature_ID",),
    "coding": ("HGVS.c",), "protein": ("HGVS.p",), "consequence": ("Annotation",), "exon": ("Rank",),
    "biotype": ("Transcript_BioType",), "kind": ("Feature_Type",),
}  # fmt: skip
BCFTOOLS_NAMES: dict[str, tuple[str, ...]] = {
    "gene": ("gene",), "transcript": ("transcript",), "coding": ("dna_change",),
    "protein": ("amino_acid_change",), "consequence": ("Consequence",), "biotype": ("biotype",),
}  # fmt: skip
"""What each annotator calls the fields that are taken, the first found wins."""


@dataclass(frozen=True, slots=True)
class AnnotationField:
    """One INFO field that holds an annotation."""

    key: str
    source: AnnotationSource
    fields: tuple[str, ...]

    def reader(self) -> "EffectReader | FuncotatorReader":
        """A reader of this field for one file."""
        if self.source is AnnotationSource.FUNCOTATOR:
            return FuncotatorReader(self.key, self.fields)
        return EffectReader(self.key, self.fields, _names(self))


def _names(field: AnnotationField) -> dict[str, tuple[str, ...]]:
    if field.source is AnnotationSource.SNPEFF:
        return SNPEFF_NAMES
    return BCFTOOLS_NAMES if field.source is AnnotationSource.BCFTOOLS else VEP_NAMES


@dataclass(slots=True)
class AnnotationHeader:
    """The annotations that a header declares, and those that cannot be taken."""

    found: tuple[AnnotationField, ...] = ()
    old_snpeff: bool = False
    """``EFF``, which SnpEff wrote before ``ANN`` (before version 4.1)."""
    unusable: tuple[str, ...] = ()
    """Fields named like an annotation whose description does not list what they hold."""
    two_ways: tuple[str, ...] = ()
    """Fields that two header lines describe, each with another order."""

    def take(self, line: str) -> None:
        """Read one ``##INFO`` line; other fields than annotations are passed over."""
        match, said = _ID.match(line), _DESCRIPTION.search(line)
        if match is None or said is None:
            return
        key, text = match.group(1).strip(), said.group(1)
        if key == "EFF" and "Effect" in text:
            self.old_snpeff = True
            return
        field = _field(key, text)
        if field is not None and any(one.key == key and one != field for one in self.found):
            # By the wrong one a transcript would be read as a gene.
            self.found = tuple(one for one in self.found if one.key != key)
            self.two_ways = (*self.two_ways, key)
        elif field is not None and key not in self.two_ways:
            self.found = (*(one for one in self.found if one.key != key), field)
        elif field is None and key in {"ANN", "CSQ", "BCSQ", "FUNCOTATION"}:
            self.unusable = (*self.unusable, key)

    @property
    def taken(self) -> AnnotationField | None:
        """The annotation to read: of several VEP's, which knows MANE, then SnpEff's, then Funcotator's."""
        ranked = sorted(self.found, key=lambda one: _RANK.index(one.source))
        return ranked[0] if ranked else None

    def notes(self) -> list[tuple[str, str]]:
        """What was seen and what was expected, where an annotation is not taken."""
        told = []
        if self.old_snpeff:
            told.append(
                (
                    "an annotation in SnpEff's old field EFF",
                    "the field ANN of SnpEff 4.1 or newer; the calls were taken without EFF, annotate again",
                )
            )
        told += [
            (
                f"an annotation {key} whose header line does not list its fields",
                "the fields between quotes in the Description; the calls were taken without it",
            )
            for key in self.unusable
        ]
        told += [
            (
                f"two header lines of the annotation {key} that list other fields",
                "one of them, to know which field is the gene; the calls were taken without it",
            )
            for key in self.two_ways
        ]
        if self.taken is not None:
            others = [one.key for one in self.found if one is not self.taken]
            if others:
                seen = f"the annotations {', '.join(others)} beside {self.taken.key}"
                told.append((seen, f"one annotation; {self.taken.key} was read"))
        return told


_RANK = (
    AnnotationSource.VEP,
    AnnotationSource.SNPEFF,
    AnnotationSource.FUNCOTATOR,
    AnnotationSource.BCFTOOLS,
)


def _field(key: str, text: str) -> AnnotationField | None:
    """The annotation that a description lists, ``None`` for anything else."""
    if match := _FUNCOTATOR.search(text):
        fields = tuple(name.strip() for name in match.group(1).split("|"))
        usable = any(name.endswith("_hugoSymbol") for name in fields)
        return AnnotationField(key, AnnotationSource.FUNCOTATOR, fields) if usable else None
    match = _QUOTED.search(text) or _FORMAT.search(text)
    if match is None:
        return None
    fields = tuple(name.strip().strip("[]") for name in match.group(1).split("|"))
    if "Annotation" in fields and "Gene_Name" in fields:
        return AnnotationField(key, AnnotationSource.SNPEFF, fields)
    if "Consequence" not in fields or not {"Feature", "SYMBOL", "Gene", "transcript"} & set(fields):
        return None
    of_bcftools = "dna_change" in fields
    return AnnotationField(key, AnnotationSource.BCFTOOLS if of_bcftools else AnnotationSource.VEP, fields)
