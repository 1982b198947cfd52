"""Reads the JSON of Nirvana (Illumina Connected Annotations), one position a line, as TSO500 writes it.

A position is joined by its own chromosome, position, reference and alternative alleles; what Nirvana trims
of them in ``variants`` is only used to find the alleles' transcripts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from data.ingest import limits
from data.ingest.json_text import parse_json
from data.ingest.nirvana_calls import SampleColumn, calls_of
from data.ingest.opening import Opened, Unreadable, chunks, require_whole
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList
from data.ingest.vcf_columns import SampleStatements, sample_columns
from domain.findings import AnnotationSource, Build, Findings, SmallVariant
from domain.readings import FileKind, SectionCount

SECTION = "positions"
_BUILDS = {"GRCh37": Build.GRCH37, "hg19": Build.GRCH37, "GRCh38": Build.GRCH38, "hg38": Build.GRCH38}
_START = re.compile(r'\A\s*\{\s*"header"\s*:\s*\{')
_POSITIONS = re.compile(rb',\s*"positions"\s*:\s*\[\s*\Z')
_FILTERS = re.compile(rb'"filters":\[([^\]]*)\]')
_PASSED = frozenset({b"", b'"PASS"', b'"."'})
_POSITION = "a position as JSON: chromosome, position, refAllele, altAlleles"


def is_nirvana(head: str) -> bool:
    """True for the JSON that starts with Nirvana's header."""
    return _START.match(head) is not None and '"genomeAssembly"' in head


@dataclass(slots=True)
class _Read:
    """What was read of one file so far."""

    build: Build = Build.UNKNOWN
    software: str | None = None
    version: str | None = None
    column: SampleColumn = field(default_factory=SampleColumn)
    calls: list[SmallVariant] = field(default_factory=list)
    rows: int = 0
    kept: int = 0
    refused: int = 0
    reference: int = 0
    filtered: int = 0
    symbolic: int = 0
    effects: int = 0
    left_out: int = 0


def read_nirvana(opened: Opened, name: str, problems: ProblemList) -> list[SamplePart]:
    """The PASS positions of one file as small variants of its sample, each with every transcript.

    Positions that did not pass are counted as filtered, those as in the reference as reference rows.
    Raises ``Unreadable`` for a file whose header cannot be read or that was cut short.
    """
    require_whole(opened)
    read = _Read()
    lines = _lines(opened)
    number, first = next(lines, (0, b""))
    whole = _header(first, read, problems)
    if whole is None:
        ended = False
        for number, line in lines:
            text = line.strip()
            if text.startswith(b"]"):
                ended = True
                break
            if text:
                _position(text.removesuffix(b","), number, read, problems)
        if not ended:
            raise Unreadable(
                f"{read.rows} positions and no end of the list of positions",
                "the whole file: copy it again from its source; nothing of it was kept",
            )
    else:
        for one in whole:
            _take(one, 1, read, problems)
    if read.left_out:
        problems.note(
            SECTION,
            0,
            f"{read.left_out} transcripts over the limit",
            f"at most {limits.MAX_EFFECTS_KEPT} in a file; only the chosen one was kept of those calls",
        )
    if read.symbolic:
        problems.note(
            SECTION,
            0,
            f"{read.symbolic} positions of copy number or other symbolic alleles",
            "small variants; these positions were counted and not taken",
        )
    return [_part(read, name)]


def _bounded(call: SmallVariant, read: _Read) -> SmallVariant:
    """A call with its transcripts while there is room for them in memory, else with the chosen one."""
    if read.effects <= limits.MAX_EFFECTS_KEPT:
        read.effects += len(call.transcripts)
        return call
    chosen = tuple(one for one in call.transcripts if one[-1])
    read.left_out += len(call.transcripts) - len(chosen)
    return replace(call, transcripts=chosen)


def _part(read: _Read, name: str) -> SamplePart:
    without_gene = sum(one.gene is None for one in read.calls)
    return SamplePart(
        file=name,
        kind=FileKind.NIRVANA,
        sample_ids=frozenset({read.column.name}) if read.column.name else frozenset(),
        findings=Findings(small_variants=tuple(read.calls)),
        annotation_source=AnnotationSource.NIRVANA,
        build=read.build,
        software=read.software,
        software_version=read.version,
        counts=(SectionCount(name, SECTION, read.rows, read.kept, read.refused, without_gene),),
        reference_rows=read.reference,
        filtered_rows=read.filtered,
    )


def _lines(opened: Opened) -> Iterator[tuple[int, bytes]]:
    """The lines of a file with their numbers; a line longer than the limit refuses the file."""
    rest, number = b"", 0
    for chunk in chunks(opened, limits.MAX_UNPACKED_BYTES):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            number += 1
            yield number, line
        if len(rest) > limits.MAX_LINE_BYTES:
            raise Unreadable(
                f"a line of more than {limits.MAX_LINE_BYTES >> 20} MiB",
                "JSON with one position a line, as Nirvana writes it; nothing of the file was kept",
            )
    if rest:
        yield number + 1, rest


def _header(line: bytes, read: _Read, problems: ProblemList) -> list[Any] | None:
    """Read the header; gives the positions where the whole file is one line, else ``None``."""
    cut = _POSITIONS.sub(b"}", line)
    made = parse_json(
        cut.decode("utf-8", "replace"), lambda told: problems.note("header", 1, told, "each once")
    )
    header = made.get("header") if isinstance(made, dict) else None
    if not isinstance(made, dict) or not isinstance(header, dict):
        raise Unreadable("JSON without a header", "Nirvana's header, then one position a line")
    read.build = _BUILDS.get(str(header.get("genomeAssembly")), Build.UNKNOWN)
    annotator = str(header.get("annotator") or "Nirvana").split(" ", 1)
    read.software, read.version = annotator[0], annotator[1] if len(annotator) > 1 else None
    samples = header.get("samples")
    names = [str(one) for one in samples] if isinstance(samples, list) else []
    tumour = sample_columns(names, SampleStatements()).tumour
    if tumour is not None:
        read.column = SampleColumn(names[tumour - 9], tumour - 9)
    elif names:
        problems.note(
            "header",
            1,
            f"{len(names)} samples ({', '.join(names[:4])}), none named as the tumour",
            "one sample, or one named TUMOR; the calls were taken without frequency and depth",
        )
    if read.build is Build.UNKNOWN:
        problems.note("header", 1, f"genomeAssembly {header.get('genomeAssembly')}", "GRCh37 or GRCh38")
    if cut != line:
        return None
    positions = made.get("positions")
    if not isinstance(positions, list):
        raise Unreadable("a header without positions behind it", "Nirvana's header, then one position a line")
    return positions


def _position(line: bytes, number: int, read: _Read, problems: ProblemList) -> None:
    """Read one line; one whose filters are not PASS is counted without being taken apart."""
    found = _FILTERS.search(line)
    if found is not None and found.group(1).strip() not in _PASSED:
        read.rows += 1
        read.filtered += 1
        return
    try:
        position = parse_json(line.decode("utf-8", "replace"))
    except Unreadable as bad:
        read.rows += 1
        read.refused += 1
        problems.refuse_row(SECTION, number, bad.seen, _POSITION)
        return
    _take(position, number, read, problems)


def _take(position: object, number: int, read: _Read, problems: ProblemList) -> None:
    """Take one position apart, count it, and keep its calls."""
    read.rows += 1
    if isinstance(position, dict):
        filters = position.get("filters")
        if isinstance(filters, list) and any(str(one) not in {"PASS", ".", ""} for one in filters):
            read.filtered += 1
            return
    found = calls_of(position, read.build, read.column)
    if isinstance(found, str):
        read.refused += 1
        problems.refuse_row(SECTION, number, found, _POSITION)
        return
    for seen, expected in found.notes:
        problems.note(SECTION, number, seen, expected)
    if found.is_reference:
        read.reference += 1
    elif found.calls:
        read.kept += 1
        read.calls.extend(_bounded(call, read) for call in found.calls)
    else:
        read.symbolic += 1
    if len(read.calls) > limits.MAX_CALLS:
        raise Unreadable(
            f"more than {limits.MAX_CALLS} calls that passed the filters",
            "the calls of one sample; nothing of the file was kept",
        )
