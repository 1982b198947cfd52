"""Reads the calls of one variant file with cyvcf2, held against the text check, inside the child process."""

import re
import tempfile
from array import array
from collections.abc import Callable
from itertools import compress
from pathlib import Path
from typing import Any

from cyvcf2 import VCF

from data.ingest.effect_text import ALLELE
from data.ingest.opening import Unreadable, open_file
from data.ingest.vcf_calls import TEXT_COLUMNS, VcfCalls
from data.ingest.vcf_header import VcfHeader
from data.ingest.vcf_notes import told_of_annotation, told_of_columns
from data.ingest.vcf_preflight import GERMLINE, Checked, check
from data.ingest.vcf_sample import SampleReader

_SEQUENCE = re.compile(r"[ACGTNacgtn]+")


def read_calls(path: Path, at: Callable[[int], None] | None = None) -> VcfCalls:
    """The calls of one variant file.

    Kept are rows whose filter is PASS or ``.`` and that have a sequence as alternative allele, one entry
    an allele; rows with symbolic alleles are given as their text. The file is gone through once, and what
    passed lies on disk, without a name, until cyvcf2 has read it. ``at`` is told how many bytes of the file
    were read. Raises ``Unreadable`` with a sentence when nothing can be taken, ``OSError`` for the disk.
    """
    opened = open_file(path)
    # A copy without a name: it is gone with the process, however that ends.
    with tempfile.TemporaryFile() as copy:
        checked = check(opened, copy, at)
        copy.flush()
        copy.seek(0)
        return _calls(Path(f"/dev/fd/{copy.fileno()}"), checked)


def _calls(path: Path, checked: Checked) -> VcfCalls:
    header = checked.header
    column = header.sample_column
    calls = VcfCalls(
        build=header.build,
        mitochondrial_length=header.mitochondrial_length,
        software=header.software,
        software_version=header.software_version,
        samples=header.samples[:20],
        sample=header.columns[column] if column is not None else None,
        sample_count=len(header.samples),
        rows=checked.rows,
        kept_rows=len(checked.kept),
        reference_rows=checked.reference_rows,
        filtered_rows=checked.filtered_rows,
        symbolic=checked.symbolic,
        info_ids=tuple(sorted(header.info_ids)),
        format_ids=tuple(sorted(header.format_numbers)),
        undetermined=checked.undetermined,
        annotation=_annotation_place(header),
        mended_rows=checked.mended_rows,
        refused_rows=checked.refused_rows,
        refused=checked.refused,
        notes=[*checked.notes, *told_of_columns(header), *told_of_annotation(checked)],
        annotated_by=header.annotations.taken.source if header.annotations.taken else "",
    )
    if checked.rows:
        _read_records(path, checked, calls)
    return calls


def _annotation_place(header: VcfHeader) -> tuple[str, int, int] | None:
    """Where the annotation of symbolic alleles has its genes, ``None`` where the header lists none."""
    taken = header.annotations.taken
    if taken is None:
        return None
    genes = [name for name in ("SYMBOL", "Gene_Name", "gene", "Gene") if name in taken.fields]
    terms = [name for name in ("Consequence", "Annotation") if name in taken.fields]
    if not genes or not terms:
        return None
    return taken.key, taken.fields.index(genes[0]), taken.fields.index(terms[0])


def _records(path: Path) -> Any:
    try:
        # Lazy: rows with symbolic alleles are walked over without being unpacked.
        return VCF(str(path), lazy=True)
    except Exception as error:
        raise Unreadable(f"a header that cyvcf2 refuses: {error}", "a variant file") from error


def _read_records(path: Path, checked: Checked, calls: VcfCalls) -> None:
    """Walk the records once; every kept one must stand where the text check saw it."""
    wants_germline = GERMLINE in checked.header.info_ids
    kept = iter(checked.kept)
    due = next(kept, -1)
    entry = rows = 0
    owners: array[int] = array("q")
    chroms, refs, alts = calls.chroms.append, calls.refs.append, calls.alts.append
    positions, germline, entries = calls.positions.append, calls.germline.append, owners.append
    expected = checked.positions
    try:
        for rows, record in enumerate(_records(path), 1):
            if rows - 1 != due:
                continue
            due = next(kept, -1)
            position = record.POS
            if position != expected[entry]:
                raise Unreadable(
                    f"line {checked.kept_lines[entry]} is read differently by cyvcf2",
                    "one reading of every record; nothing of the file was kept",
                )
            status = record.INFO.get(GERMLINE) if wants_germline else None
            chrom, ref = record.CHROM, record.REF
            for alt in record.ALT:
                chroms(chrom)
                positions(position)
                refs(ref)
                alts(alt)
                germline(status or "")
                entries(entry)
            entry += 1
    except (Unreadable, OSError, MemoryError):
        raise
    except Exception as error:
        raise Unreadable(f"a record that cyvcf2 refuses: {error}", "a variant file") from error
    if rows != checked.written_rows:
        raise Unreadable(
            f"{rows} of {checked.written_rows} records could be read",
            "a whole variant file; nothing of it was kept",
        )
    _add_sample_values(checked.samples, calls, owners)


def _add_sample_values(samples: SampleReader, calls: VcfCalls, owners: "array[int]") -> None:
    """Give each allele the frequency, depth and tags of its row, then leave out symbolic alleles."""
    calls.depths = array("q", [samples.depths[row] for row in owners])
    calls.sources = [samples.sources[row] for row in owners]
    calls.tags = [samples.tags[row].decode("utf-8", "replace") for row in owners]
    frequencies = [samples.frequencies[row].decode() for row in owners]
    annotated = samples.annotation.effects() if samples.annotation else [""] * len(samples.frequencies)
    effects = [annotated[row] for row in owners]
    if len(owners) != len(samples.frequencies):
        previous = at = -1
        for index, row in enumerate(owners):
            at = at + 1 if row == previous else 0
            previous = row
            frequencies[index] = _at(frequencies[index], ",", at)
            effects[index] = _at(effects[index], ALLELE, at)
    calls.effects = effects
    calls.frequencies = ["" if one == "." else one for one in frequencies]
    if not all(map(_SEQUENCE.fullmatch, calls.alts)):
        _keep_sequences(calls)


def _at(text: str, mark: str, place: int) -> str:
    """The part of a row's text that is one allele's; a text without parts is every allele's."""
    return text.split(mark)[place] if mark in text else text


def _keep_sequences(calls: VcfCalls) -> None:
    """Leave out alleles such as ``<NON_REF>`` or ``*`` that stand beside a sequence in the same row."""
    wanted = [_SEQUENCE.fullmatch(alt) is not None for alt in calls.alts]
    for name in TEXT_COLUMNS:
        setattr(calls, name, list(compress(getattr(calls, name), wanted)))
    calls.positions = array("q", compress(calls.positions, wanted))
    calls.depths = array("q", compress(calls.depths, wanted))
