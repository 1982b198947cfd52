"""One row of a variant file without a sequence, taken apart: copy number, splicing, rearrangement."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from data.ingest.cells import BadCell, number, text_or_none, whole
from data.ingest.gene_names import GeneName, gene_name
from data.ingest.problems import ProblemList
from data.ingest.vcf_calls import SymbolicRow
from data.reference.genes import is_known
from domain.findings import CopyNumberCall

GENE_KEYS = ("SEGID", "ANT", "GENE", "GENES", "GENE_NAME")
"""INFO fields in which callers name the gene of a row: DRAGEN's segment, LocalApp, others."""

_BESIDE = frozenset(
    {
        "intergenic_region",
        "intergenic_variant",
        "upstream_gene_variant",
        "downstream_gene_variant",
        "regulatory_region_variant",
    }
)
"""Consequences by which an annotation names a gene that lies beside the change, not in it."""

_MAX_GENES = 20
_GAIN = ("DUP", "GAIN", "AMP")
_LOSS = ("DEL", "LOSS")


def names_genes(info_ids: Collection[str], format_ids: Collection[str]) -> bool:
    """Whether a header is that of a file with a row for every gene, changed or not."""
    return "SEGID" in info_ids or ("FC" in format_ids and bool({"ANT", "GENE"} & set(info_ids)))


def judged_gene(info: bytes, filters: bytes) -> str:
    """The gene of a row that did not pass, with its filter: ``BRCA2 (Undetermined)``."""
    fields = dict(part.partition(b"=")[::2] for part in info.split(b";", 50))
    named = next((fields[key.encode()] for key in GENE_KEYS if fields.get(key.encode())), b"no gene named")
    return f"{named[:40].decode('utf-8', 'replace')} ({filters[:60].decode('utf-8', 'replace')})"


@dataclass(frozen=True, slots=True)
class AnnotationPlace:
    """Where an annotation has its gene and its consequence."""

    key: str
    """The INFO field, e.g. ``ANN``."""
    gene: int
    consequence: int


@dataclass(frozen=True, slots=True)
class Symbolic:
    """One row, its INFO and its sample by their keys."""

    line: int
    chrom: str
    pos: int
    name: str
    alt: str
    info: dict[str, str]
    values: dict[str, str]

    @property
    def shown(self) -> str:
        """The row as a problem shows it."""
        return f"{self.chrom}:{self.pos} {self.alt} {self.name}".strip()

    @property
    def kind(self) -> str:
        """``DEL``, ``DUP``, ``CNV``, ``INV``, ``BND`` ...; blank for what is no structural change."""
        first = self.alt.split(",", 1)[0]
        if "[" in first or "]" in first or (first != "." and first.strip("ACGTNacgtn") == "."):
            return "BND"
        if first.startswith("<"):
            return first[1:-1].split(":", 1)[0].upper()
        return ""

    @property
    def end(self) -> int | None:
        """INFO END; raises ``BadCell``."""
        end = whole(self.info.get("END", ""))
        if end is not None and end < self.pos - 1:
            raise BadCell(f"END={end} before the position {self.pos}", "an end at or behind the position")
        return end


def symbolic(row: SymbolicRow) -> Symbolic:
    """Take the text of one row apart."""
    line, chrom, pos, name, alt, _, info, keys, values = row
    fields = (part.partition("=") for part in info.split(";"))
    return Symbolic(
        line=line,
        chrom=chrom,
        pos=pos,
        name="" if name == "." else name,
        alt=alt,
        info={key: value for key, _, value in fields},
        values=dict(zip(keys.split(":"), values.split(":"), strict=False)) if keys else {},
    )


def call_of(word: str) -> CopyNumberCall:
    """Gain or loss by the name of a symbolic allele."""
    if word.startswith(_GAIN):
        return CopyNumberCall.GAIN
    return CopyNumberCall.LOSS if word.startswith(_LOSS) else CopyNumberCall.UNKNOWN


def fold_of(row: Symbolic) -> tuple[float | None, str | None, str]:
    """The copy ratio, its text and the field it stands in: DRAGEN's ``SM``, LocalApp's ``FC``."""
    for key in ("SM", "FC"):
        for source in (row.values, row.info):
            if text_or_none(source.get(key, "")) is not None:
                fold, text = number(source[key])
                if fold is not None and fold < 0:
                    raise BadCell(source[key], "a copy ratio of at least 0")
                return fold, text, key
    return None, None, ""


def named_gene(row: Symbolic, section: str, problems: ProblemList) -> GeneName:
    """The gene that a caller names for a row; one that a spreadsheet has spoilt is told."""
    text = next((row.info[key] for key in GENE_KEYS if text_or_none(row.info.get(key, ""))), "")
    name = gene_name(text)
    if name.spoilt:
        problems.note(
            section,
            row.line,
            name.reported or "",
            "a gene symbol; a spreadsheet has turned it into a date, so the row is kept without its gene",
        )
    return name


def annotated_genes(row: Symbolic, place: AnnotationPlace | None) -> list[tuple[str, str]]:
    """The genes that a row's annotation names, each once with its consequence, as they are written."""
    if place is None or not row.info.get(place.key):
        return []
    found: dict[str, str] = {}
    for effect in row.info[place.key].split(","):
        cells = effect.split("|")
        if place.gene < len(cells) and cells[place.gene]:
            terms = cells[place.consequence] if place.consequence < len(cells) else ""
            if terms and set(terms.split("&")) <= _BESIDE:
                continue
            found.setdefault(cells[place.gene], terms)
    return list(found.items())


def genes_of(row: Symbolic, place: AnnotationPlace | None, section: str, problems: ProblemList) -> list[str]:
    """The genes of a row as written, those of the assay first: its own field, else its annotation."""
    own = named_gene(row, section, problems)
    if own.current is not None and own.reported is not None:
        names = [part for part in own.reported.replace(",", "/").replace("&", "/").split("/") if part]
    else:
        names = [part for text, _ in annotated_genes(row, place) for part in text.split("&") if part]
    return sorted(dict.fromkeys(names), key=lambda one: not is_known(one))


def gene_tags(genes: Sequence[str]) -> tuple[str, ...]:
    """A tag that names every gene where a row has several, bounded."""
    if len(genes) < 2:
        return ()
    more = f" and {len(genes) - _MAX_GENES} more" if len(genes) > _MAX_GENES else ""
    return (f"genes={','.join(genes[:_MAX_GENES])}{more}",)
