"""Reads the calls of one variant file with cyvcf2, held against the text check, inside the child process."""

import re
import tempfile
from array import array
from itertools import compress
from pathlib import Path
from typing import Any

from cyvcf2 import VCF

from data.ingest.opening import Unreadable, open_file, require_whole
from data.ingest.vcf_calls import TEXT_COLUMNS, VcfCalls
from data.ingest.vcf_preflight import Checked, check
from data.ingest.vcf_sample import SampleReader

_SEQUENCE = re.compile(r"[ACGTNacgtn]+")


def read_calls(path: Path) -> VcfCalls:
    """The calls of one variant file.

    Kept are rows whose filter is PASS or ``.`` and that have a sequence as alternative allele, one entry
    an allele. Raises ``Unreadable`` with a sentence when nothing can be taken, ``OSError`` for the disk.
    """
    opened = open_file(path)
    require_whole(opened)
    checked = check(opened)
    if not checked.dirty:
        return _calls(path, checked)
    with tempfile.TemporaryDirectory(prefix="mtb-vcf-") as folder:
        clean = Path(folder) / "clean.vcf"
        with clean.open("wb") as copy:
            checked = check(opened, copy)
        return _calls(clean, checked)


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
        symbolic_rows=checked.symbolic_rows,
        mended_rows=checked.mended_rows,
        refused_rows=checked.refused_rows,
        refused=checked.refused,
        notes=checked.notes,
    )
    if checked.rows:
        _read_records(path, checked, calls)
    return calls


def _records(path: Path) -> Any:
    try:
        # Lazy: filtered and reference rows are walked over without being unpacked.
        return VCF(str(path), lazy=True)
    except Exception as error:
        raise Unreadable(f"a header that cyvcf2 refuses: {error}", "a variant file") from error


def _read_records(path: Path, checked: Checked, calls: VcfCalls) -> None:
    """Walk the records once; every kept one must stand where the text check saw it."""
    wants_germline = "GermlineStatus" in checked.header.info_ids
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
            status = record.INFO.get("GermlineStatus") if wants_germline else None
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
    if rows != checked.rows:
        raise Unreadable(
            f"{rows} of {checked.rows} records could be read",
            "a whole variant file; nothing of it was kept",
        )
    _add_sample_values(checked.samples, calls, owners)


def _add_sample_values(samples: SampleReader, calls: VcfCalls, owners: "array[int]") -> None:
    """Give each allele the frequency, depth and tags of its row, then leave out symbolic alleles."""
    calls.depths = array("q", [samples.depths[row] for row in owners])
    calls.sources = [samples.sources[row] for row in owners]
    calls.tags = [samples.tags[row].decode("utf-8", "replace") for row in owners]
    frequencies = [samples.frequencies[row].decode() for row in owners]
    if len(owners) != len(samples.frequencies):
        previous = at = -1
        for index, row in enumerate(owners):
            at = at + 1 if row == previous else 0
            previous = row
            frequencies[index] = (
                frequencies[index].split(",")[at] if "," in frequencies[index] else (frequencies[index])
            )
    calls.frequencies = ["" if one == "." else one for one in frequencies]
    if not all(map(_SEQUENCE.fullmatch, calls.alts)):
        _keep_sequences(calls)


def _keep_sequences(calls: VcfCalls) -> None:
    """Leave out alleles such as ``<NON_REF>`` or ``*`` that stand beside a sequence in the same row."""
    wanted = [_SEQUENCE.fullmatch(alt) is not None for alt in calls.alts]
    for name in TEXT_COLUMNS:
        setattr(calls, name, list(compress(getattr(calls, name), wanted)))
    calls.positions = array("q", compress(calls.positions, wanted))
    calls.depths = array("q", compress(calls.depths, wanted))
