"""Shows what the readers make of a laboratory file or a run folder: ``python -m commands.ingest PATH``.

A clinical list (Excel, OpenDocument, CSV) is shown with what its columns were recognised to hold, its rows
and its problems.

With ``--record --as USER`` the run is accepted as well, by the names of its samples, and its files are kept
as the app keeps those of an accepted run; an app that holds the store records it meanwhile.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from commands.ingest_list import show_list
from commands.interrupted import until_stopped
from commands.store_home import home
from data.ingest.run_reading import read_path
from domain.assessment import missing_words
from domain.problems import Problem, Severity
from domain.readings import RunReading, SampleReading
from domain.refused import Refused
from domain.sample_lists import ListedSample

READABLE = 0
UNREADABLE = 2
STOPPED = "Stopped: no run was recorded but one that was named as accepted above."

_CLASSES = (
    ("small_variants", "small variant"),
    ("copy_number", "copy-number change"),
    ("fusions", "fusion"),
    ("splice_variants", "splice variant"),
    ("rearrangements", "exon-level rearrangement"),
)


def parser() -> argparse.ArgumentParser:
    """The command's words and options."""
    made = argparse.ArgumentParser(prog="python -m commands.ingest", description=__doc__)
    made.add_argument("path", type=Path, metavar="PATH", help="a laboratory file or a run folder")
    made.add_argument("--json", action="store_true", help="print everything that was read as JSON")
    made.add_argument("--record", action="store_true", help="accept the run, if every sample has a specimen")
    made.add_argument("--as", dest="user", metavar="USER", help="who accepts it; needed with --record")
    made.add_argument("--laboratory", metavar="ID", help="who sequenced it; not needed for its own users")
    made.add_argument("--received", type=date.fromisoformat, metavar="DAY", help="when it was received")
    made.add_argument("--reanalysis", action="store_true", help="these results replace earlier ones")
    made.add_argument("--mapping", type=Path, metavar="FILE", help="what a list's columns hold (JSON)")
    return made


def plain(value: Any) -> Any:
    """A value of the domain as JSON can hold it; a variant's key is given with it."""
    if is_dataclass(value) and not isinstance(value, type):
        made = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        for derived in ("variant_key", "verdict", "sentence", "sample_id"):
            if derived not in made and hasattr(type(value), derived):
                made[derived] = plain(getattr(value, derived))
        return made
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def as_json(reading: RunReading) -> dict[str, Any]:
    """The whole reading, with the words that another program asks for first."""
    return {
        "name": reading.name,
        "readable": reading.readable,
        "files": plain(reading.files),
        "counts": plain(reading.counts),
        "samples": plain(reading.samples),
        "problems": plain(reading.problems),
        "raw_sections": plain(reading.raw_sections),
        "listed": plain(reading.listed),
    }


def why_nothing(reading: RunReading) -> str:
    """One line that says why nothing could be read and what to do."""
    if not reading.files:
        return f"{reading.name} holds no files: nothing was read. Name the folder of a run."
    refusals = [one for one in reading.problems if one.severity is Severity.REFUSED_FILE]
    told = refusals or list(reading.problems)
    if len(reading.files) == 1 and told:
        one = told[0]
        shown = _one_line(one.seen) or "nothing"
        return f"{one.file} was not read: it is {shown!r}, expected {one.expected}."
    return (
        f"None of the {len(reading.files)} files of {reading.name} could be read: expected a "
        "CombinedVariantOutput, a MetricsOutput or a variant file. Name the folder of a run."
    )


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _file_lines(reading: RunReading) -> Iterator[str]:
    for file in reading.files:
        software = " ".join(part for part in (file.software, file.software_version) if part)
        yield f"{file.name}: {file.kind.replace('_', ' ')}" + (f", {software}" if software else "")
        yield f"  {file.size} bytes, SHA-256 {file.sha256 or 'not taken (a large unrecognised file)'}"
        for count in (one for one in reading.counts if one.file == file.name):
            line = (
                f"  [{count.section}] read {count.read}, taken {count.taken}, refused {count.refused}, "
                f"without gene {count.without_gene}"
            )
            yield line if count.recognised else f"{line}, unknown: kept as it stands"


def _sample_lines(sample: SampleReading) -> Iterator[str]:
    yield f"Sample {sample.sample_id or '(no id)'}: {sample.assay}, {sample.build}, {sample.outcome}"
    if sample.outcome_reason:
        yield f"  {sample.outcome_reason}"
    if sample.findings.test_results:
        yield from (f"  {one.marker}: {one.said}" for one in sample.findings.test_results)
        return
    for name, label in _CLASSES:
        found = len(getattr(sample.findings, name))
        yield f"  {found} {label}" + ("" if found == 1 else "s")
    yield from (f"  {line}" for line in missing_words(sample.missing))
    for marker in sample.findings.biomarkers:
        value = marker.value_words or "no value"
        yield f"  {marker.name.replace('_', ' ')} {value}: {marker.state.replace('_', ' ')}"
    if sample.reference_rows or sample.filtered_rows:
        yield (
            f"  counted and not kept: {sample.reference_rows} reference rows, "
            f"{sample.filtered_rows} filtered rows"
        )
    for verdict in sample.verdicts:
        yield f"  quality, {verdict.quality_class.replace('_', ' ')}: {verdict.reason}"


def _listed_line(one: ListedSample) -> str:
    content = f"{one.tumour_content_text.rstrip(' %')} %" if one.tumour_content_text else "not given"
    return f"Listed {one.sample_id}: {one.diagnosis or 'no diagnosis'}, tumour content {content}"


def _problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    listed = list(problems)
    yield f"{len(listed)} problems" if len(listed) != 1 else "1 problem"
    for one in listed:
        yield f"  {one.severity.replace('_', ' ')}: {_one_line(one.sentence)}"


def as_text(reading: RunReading) -> Iterator[str]:
    """The preview, line by line: files, sections, samples, quality and problems."""
    yield from _file_lines(reading)
    for sample in reading.samples:
        yield from _sample_lines(sample)
    yield from map(_listed_line, reading.listed)
    yield from _problem_lines(reading.problems)


def main(argv: Sequence[str] | None = None) -> int:
    """Preview a path; 0 when something was read, 2 with one line on the error output when nothing was."""
    options = parser().parse_args(argv)
    try:
        if (shown := show_list(options.path, options.mapping, options.json, options.record)) is not None:
            return shown
        reading = read_path(options.path)
    except Refused as refused:
        print(refused.sentence, file=sys.stderr)
        return UNREADABLE
    readable = reading.readable
    if options.record and readable:
        return _record(options, reading)
    if options.json:
        json.dump(as_json(reading), sys.stdout, ensure_ascii=True, indent=1)
        print()
    elif readable:
        for line in as_text(reading):
            print(line.encode("utf-8", "replace").decode("utf-8"))
    if not readable:
        print(why_nothing(reading), file=sys.stderr)
        return UNREADABLE
    return READABLE


def _record(options: argparse.Namespace, reading: RunReading) -> int:
    """Accept the run; 0 with one line when it was recorded, 2 with one on the error output when not."""
    # A preview needs no store, so only this opens the rooms for it.
    from data.arrived_run import ArrivedRun
    from data.inbox import Request, record_or_lay
    from data.journal import JournalDamaged, new_id
    from data.record import PROJECTIONS
    from data.store import StoreAhead

    if not options.user:
        print("Who accepts this run? Nothing was recorded; name the user with --as.", file=sys.stderr)
        return UNREADABLE
    if not reading.samples:
        print(
            f"{reading.name} holds no sample that could be accepted: nothing was recorded.", file=sys.stderr
        )
        return UNREADABLE
    run = ArrivedRun(reading, options.laboratory, options.received, options.reanalysis)
    request = Request("run", options.user, run, new_id())
    try:
        done = record_or_lay(home(), PROJECTIONS, request)
    except (Refused, StoreAhead, JournalDamaged) as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    print(f"{reading.name} was accepted with {len(reading.samples)} samples (event {done.sequence}).")
    print(_kept_files(options.path.resolve(), reading, home() / "inbox" / "accepted" / done.subject_id))
    return READABLE


def _kept_files(path: Path, reading: RunReading, target: Path) -> str:
    """Keep the files of a run that was just accepted, as the app does; says in one line what was kept."""
    from data.ingest.accepted_files import keep_files, wanted_files

    wanted = wanted_files(reading)
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        missing = keep_files(path.parent, path.name, target, wanted, lambda done, of: None)
    except OSError as error:
        return (
            f"Its files could not be kept ({error.strerror}): the run is recorded. Make room, and copy them "
            f"into inbox/accepted/{target.name}."
        )
    said = (
        f"{len(wanted) - len(missing)} of its {len(wanted)} files are kept in inbox/accepted/{target.name}."
    )
    return f"{said} Not kept, because no longer what was read: {', '.join(missing)}." if missing else said


if __name__ == "__main__":
    raise SystemExit(until_stopped(main, STOPPED))
