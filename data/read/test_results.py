"""The single tests of a case's tumour, of all its specimens, within the reader's reach."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from data.reach import reach_of
from data.read.case import graded
from data.read.kept import Kept
from data.read.links import gene_links
from data.store import Reader, Store
from domain.assessment import Assessment
from domain.findings import FindingClass, Origin
from domain.people import Actor
from domain.single_test_words import Method, Result, Unit
from domain.single_tests import TestResult
from domain.views.case import CaseView, SpecimenView
from domain.views.findings import SINGLE_TESTS, Classified, FindingRow, FindingTable, TestView
from domain.views.single_tests import StandingTest

TITLE = "Single tests"
NONE = "No single test of this tumour is recorded. A test that was not done says nothing."

_KEPT: Kept[FindingTable] = Kept(64)


def result_of(row: Mapping[str, Any]) -> TestResult:
    """A stored row as the result that was recorded, read without being judged again."""
    return TestResult.as_recorded(
        marker=row["marker"],
        gene=row["gene"],
        method=Method(row["method"]),
        result=Result(row["result"]),
        what=row["what"],
        value_text=row["value_text"],
        unit=Unit(row["unit"]) if row["unit"] else None,
        kit=row["kit"],
        origin=Origin(row["origin"]),
        tumour_cell_percent=row["tumour_cell_percent"],
        lost_proteins=tuple((row["lost_proteins"] or "").split("\n")) if row["lost_proteins"] else (),
        comment=row["comment"],
    )


def standing_tests(reader: Reader, case_id: str) -> tuple[StandingTest, ...]:
    """The single tests in force of a case's tumour, one for each profile, the newest first."""
    found: dict[str, list[str]] = defaultdict(list)
    days: dict[str, date] = {}
    for row in reader.rows("advice/single_tests", case_id=case_id):
        found[row["profile_id"]].append(result_of(row).label)
        days[row["profile_id"]] = row["dated"]
    rows = reader.rows("advice/versions", subject_ids=list(found))
    versions = {str(row["subject_id"]): int(row["version"]) for row in rows}
    return tuple(
        StandingTest(one, f"{'; '.join(labels)} ({_day(days[one])})", versions.get(one, 0))
        for one, labels in found.items()
    )


def single_tests(store: Store, actor: Actor, case: CaseView) -> FindingTable:
    """The single tests of the case's tumour as a table of findings, the newest first."""
    sequence, reach = store.sequence, reach_of(actor)
    marked = f"{store.opened}:{sequence}:{reach}:{case.case_id}:{SINGLE_TESTS}"

    def read() -> FindingTable:
        with store.reading(reach) as reader:
            rows = _rows(reader, case)
        assessment = Assessment.ASSESSED if rows else Assessment.UNKNOWN
        reason = None if rows else NONE
        return FindingTable(SINGLE_TESTS, TITLE, marked, rows, assessment, reason)

    return _KEPT.get((store.opened, sequence, reach, case.case_id), read)


def _rows(reader: Reader, case: CaseView) -> tuple[FindingRow, ...]:
    of = {"patient_id": case.patient_id}
    rows = reader.rows("findings/test_results", tumour_id=case.tumour_id, **of)
    if not rows:
        return ()
    classified: dict[tuple[int, int], list[Classified]] = defaultdict(list)
    versions: dict[tuple[int, int], int] = defaultdict(int)
    for row in reader.rows("findings/tests_classified", **of):
        key = (row["profile_no"], row["finding_no"])
        level = graded(row["scheme"], row["level"])
        classified[key].append(Classified(row["scheme"], row["level"], level, row["said_by"], row["comment"]))
        versions[key] = max(versions[key], row["version"])
    reported = {
        (row["profile_no"], row["finding_no"])
        for row in reader.rows("findings/tests_marked", **of)
        if row["reported"]
    }
    specimens = {one.specimen_id: _specimen_words(one) for one in case.specimens}
    made = []
    for row in rows:
        key, result = (row["profile_no"], row["finding_no"]), result_of(row)
        stands = row["withdrawn"] is None
        made.append(
            FindingRow(
                finding_id=row["finding_id"],
                finding_no=row["finding_no"],
                profile_id=row["profile_id"],
                version=versions[key],
                kind=FindingClass.TEST_RESULT,
                gene=result.gene,
                change=result.what,
                label=result.label,
                origin=result.origin,
                reported=stands and key in reported,
                classifications=tuple(classified[key]) if stands else (),
                seen_in=None,
                links=gene_links(result.gene),
                test=_test(row, result, specimens),
            )
        )
    return tuple(made)


def _test(row: Mapping[str, Any], result: TestResult, specimens: Mapping[str, str]) -> TestView:
    done_on = [specimens[one] for one in (row["specimen_ids"] or "").split() if one in specimens]
    return TestView(
        marker=result.marker,
        method=result.method.label,
        result=result.result,
        result_words=result.result_words,
        value=result.value_words,
        short=result.short,
        kit=result.kit,
        laboratory=row["laboratory"] or "",
        dated=row["dated"],
        specimen="; ".join(done_on) or None,
        tumour_cell_percent=result.tumour_cell_percent,
        comment=result.comment,
        withdrawn=_withdrawn(row),
    )


def _withdrawn(row: Mapping[str, Any]) -> str | None:
    if row["withdrawn"] is None:
        return None
    by = f" by {row['withdrawn_by']}" if row["withdrawn_by"] else ""
    return f"{row['withdrawn']} (withdrawn on {_day(row['withdrawn_on'])}{by})"


def _day(when: date) -> str:
    return f"{when.day} {when:%b %Y}"


def _specimen_words(one: SpecimenView) -> str:
    day = _day(one.collected_on) if one.collected_on else "day unknown"
    return ", ".join(part for part in (one.kind, one.site or one.origin.lower(), day) if part)
