"""The calls of one variant file, column by column: how they travel from the reading process."""

from array import array
from dataclasses import dataclass, field

from domain.findings import Build

SymbolicRow = tuple[int, str, int, str, str, str, str, str, str]
"""A row without a sequence: line, chromosome, position, id, alternative allele, filter, INFO, FORMAT and
the sample's values (empty where no sample could be told)."""

SEPARATOR = "\n"
"""Between the values of a text column: no cell of a row can hold it."""


@dataclass(slots=True)
class VcfCalls:
    """The kept calls of one variant file, one entry per alternative allele, and what was only counted."""

    build: Build = Build.UNKNOWN
    mitochondrial_length: int | None = None
    software: str | None = None
    software_version: str | None = None
    samples: tuple[str, ...] = ()
    sample: str | None = None
    """The sample whose frequencies and depths were taken; ``None`` where none could be told."""
    sample_count: int = 0
    rows: int = 0
    kept_rows: int = 0
    reference_rows: int = 0
    filtered_rows: int = 0
    neutral_rows: int = 0
    """Genes without a change in a copy-number file."""
    symbolic: list[SymbolicRow] = field(default_factory=list)
    """Rows of copy number, splicing or rearrangement that passed their filters."""
    info_ids: tuple[str, ...] = ()
    format_ids: tuple[str, ...] = ()
    """The fields that the header declares, by which programs are told apart."""
    undetermined: list[str] = field(default_factory=list)
    """Genes of a copy-number file whose rows did not pass, each with its filter; bounded."""
    annotation: tuple[str, int, int] | None = None
    """The INFO field of the annotation, and where an effect has its gene and its consequence."""
    mended_rows: int = 0
    refused_rows: int = 0
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    notes: list[tuple[int, str, str]] = field(default_factory=list)
    messages: str = ""
    """What htslib wrote while reading."""
    positions: "array[int]" = field(default_factory=lambda: array("q"))
    depths: "array[int]" = field(default_factory=lambda: array("q"))
    chroms: list[str] = field(default_factory=list)
    refs: list[str] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)
    frequencies: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    germline: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    effects: list[str] = field(default_factory=list)
    """What the file's own annotation says of each allele; blank texts where it has none."""
    annotated_by: str = ""
    """The source of the annotation, empty where the file has none."""


TEXT_COLUMNS = ("chroms", "refs", "alts", "frequencies", "sources", "germline", "tags", "effects")
"""The columns that travel as one text each."""

_PLAIN = tuple(name for name in VcfCalls.__dataclass_fields__ if name not in TEXT_COLUMNS)


def packed(calls: VcfCalls) -> dict[str, object]:
    """The calls as plain values, each text column joined to one text."""
    plain: dict[str, object] = {name: getattr(calls, name) for name in _PLAIN}
    plain |= {name: SEPARATOR.join(getattr(calls, name)) for name in TEXT_COLUMNS}
    return plain


def unpacked(plain: dict[str, object]) -> VcfCalls:
    """The calls from what ``packed`` made."""
    calls = VcfCalls(**{name: plain[name] for name in _PLAIN})  # type: ignore[arg-type]
    size = len(calls.positions)
    for name in TEXT_COLUMNS:
        setattr(calls, name, str(plain[name]).split(SEPARATOR) if size else [])
    return calls
