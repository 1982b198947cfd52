"""Shows what the readers make of a knowledge release: ``python -m commands.knowledge load FILE``."""

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from commands.store_home import home
from data.ingest.knowledge.own_table import OWN_TABLE
from data.ingest.knowledge.reading import read_release
from domain.knowledge.evidence import LeftOver, ReleaseReading
from domain.knowledge.release_report import Counted, ReleaseReport, report_of
from domain.refused import Refused

DONE, REFUSED = 0, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``load``."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a release of CIViC, or an own table")
    parser.add_argument("--json", action="store_true", help="print the report and every line as JSON")
    parser.add_argument(
        "--called", default=OWN_TABLE, metavar="NAME", help="how an own table is called where it is shown"
    )
    parser.add_argument("--record", action="store_true", help="keep the release in the store")
    parser.add_argument("--as", dest="user", metavar="USER", help="who loads it; needed with --record")


def run(args: argparse.Namespace) -> int:
    """Print the report; 0 when the file was taken, 2 with one line on the error output when it was not."""
    try:
        reading = read_release(args.file, args.file.name, args.called)
    except OSError as error:
        why = error.strerror or type(error).__name__
        print(f"{args.file} cannot be opened ({why}): nothing was read.", file=sys.stderr)
        return REFUSED
    report = report_of(reading)
    if report is None:
        told = reading.problems[0]
        print(f"{told.file} was not read: it is {told.seen!r}, expected {told.expected}.", file=sys.stderr)
        return REFUSED
    if args.json:
        json.dump(_as_json(reading, report), sys.stdout, ensure_ascii=True, indent=1, default=str)
        print()
    else:
        for line in as_text(args.file.name, reading, report):
            print(line.encode("utf-8", "replace").decode("utf-8"))
    return _recorded(args.user, reading) if args.record else DONE


def _recorded(user: str | None, reading: ReleaseReading) -> int:
    """Keep the release; 0 with one line when it was recorded, 2 with one on the error output when not."""
    # A report needs no store, so only this opens the rooms for it.
    from data.arrived_release import arrived_release
    from data.inbox import Request, record_or_lay
    from data.journal import JournalDamaged, new_id
    from data.record import PROJECTIONS
    from data.store import StoreAhead

    if not user:
        print("Who loads this release? Nothing was recorded; name the user with --as.", file=sys.stderr)
        return REFUSED
    try:
        request = Request("release", user, arrived_release(reading), new_id())
        done = record_or_lay(home(), PROJECTIONS, request)
    except (Refused, StoreAhead, JournalDamaged) as error:
        print(error, file=sys.stderr)
        return REFUSED
    print(f"The release was recorded (event {done.sequence}). It is not in force by that.", file=sys.stderr)
    return DONE


def _as_json(reading: ReleaseReading, report: ReleaseReport) -> dict[str, object]:
    return {
        **dataclasses.asdict(report),
        "left_over": [dataclasses.asdict(one) for one in reading.left_over],
        "problems": [dataclasses.asdict(one) for one in reading.problems],
    }


def as_text(file: str, reading: ReleaseReading, report: ReleaseReport) -> Iterator[str]:
    """The report, line by line."""
    dated = f", released {report.released_on:%d %b %Y}" if report.released_on else ", without a date"
    yield f"{report.name} {report.version} ({report.source}{dated}), licence: {report.licence}"
    yield f"  {file}, SHA-256 {report.sha256}"
    taken = "" if reading.rows_taken is None else f" from {reading.rows_taken:,} rows"
    yield (
        f"{report.rows:,} rows: {report.items:,} items{taken}, {len(report.not_taken):,} not taken; "
        f"{report.without_a_line:,} of {report.rows:,} rows without a line"
    )
    yield from _counts("Items by type", report.types)
    yield "Items by type and level"
    yield from (f"  {number:>7,}  {kind}, {level}" for kind, level, number in report.levels)
    yield from _counts("Items by operators of their profile", report.operators)
    yield from _counts("Atoms by what they ask for", report.atom_kinds)
    yield from _counts("Atoms that are not understood and match nothing", report.not_understood)
    yield from _counts(
        "Diseases that are not mapped to tumour types", report.not_mapped, "(no disease named)"
    )
    yield from _counts("Kept, with a remark", report.remarks)
    yield from _not_taken(report.not_taken)
    yield f"{len(reading.problems)} problem{'' if len(reading.problems) == 1 else 's'} of the file"
    yield from (
        f"  {one.severity.replace('_', ' ')}: {' '.join(one.sentence.split())}" for one in reading.problems
    )


def _counts(title: str, counted: Counted, blank: str = "(blank)") -> Iterator[str]:
    total = sum(number for _, number in counted)
    yield f"{title}: {total:,}" + (f", of {len(counted):,} kinds" if counted else "")
    yield from (f"  {number:>7,}  {text or blank}" for text, number in counted)


def _not_taken(rows: Iterable[LeftOver]) -> Iterator[str]:
    listed = list(rows)
    yield f"Rows that were not taken: {len(listed):,}"
    for one in listed:
        named = f" ({one.item_id})" if one.item_id else ""
        # Of a file about patients no row is told.
        text = f" [{one.text[:120]}]" if one.text else ""
        yield f"  line {one.line}{named}: {one.why}{text}"
