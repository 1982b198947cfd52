"""A tool's table, accepted: one event, and a classification by the tool for each finding it speaks of."""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from data.journal import Event, new_id
from data.record.act import add, append, content, permitted, plain, projects, reached, reading_as, stamp
from data.record.cases import known_code
from data.record.findings import about_finding, split_finding_id
from data.store import Reader, Store, Writer
from domain.classifications import RESISTANCE, SaidBy
from domain.people import Act, Actor, Role
from domain.refused import Refused, Unreachable
from domain.tool_reports import ToolReport, ToolSaid


def record_tool_report(store: Store, actor: Actor, value: ToolReport, seen_version: int, token: str) -> Event:
    """Record what a tool says of a laboratory's findings; its users their own, the coordinator all.

    Raises ``Refused`` for the same file brought in twice, a level its scheme does not have and who may not,
    ``Unreachable`` for a finding that is not one of this laboratory's: then nothing of the table is recorded.
    """
    now = permitted(store, actor, Act.BRING_RUN_IN)
    for scheme, level in {(one.scheme, one.level) for one in value.said}:
        known_code("evidence_scheme", scheme, "The scheme")
        known_code(scheme, level, "The level")
    report_id = new_id()
    with reading_as(store, now) as reader:
        reached(reader, "laboratory", "laboratory", laboratory_id=value.laboratory_id)
        if now.role is Role.LABORATORY and value.laboratory_id not in now.laboratories:
            raise Unreachable("There is no such laboratory for you; nothing was recorded.")
        same = {"laboratory_id": value.laboratory_id, "sha256": value.sha256}
        if reader.row("reach/same_tool_report", **same) is not None:
            raise Refused(
                "This very file was accepted before; nothing was recorded. What it says stands on the cases."
            )
        rows = _rows(reader, value, report_id)
    payload = {
        "report_id": report_id,
        "laboratory_id": value.laboratory_id,
        "file_name": value.file_name,
        "sha256": value.sha256,
        "fingerprint": value.fingerprint,
        "mapping": value.mapping,
        "tool": value.said[0].tool,
        "tool_version": value.said[0].tool_version,
        "row_count": value.rows,
        "rows": rows,
    }
    subject = ("tool_report", report_id)
    return append(store, now, "tool_report_accepted", subject, seen_version, token, payload)


def _rows(reader: Reader, value: ToolReport, report_id: str) -> list[dict[str, Any]]:
    by_profile: dict[str, list[tuple[int, ToolSaid]]] = defaultdict(list)
    for one in value.said:
        profile_id, number = split_finding_id(one.finding_id)
        by_profile[profile_id].append((number, one))
    rows = []
    for profile_id, said in by_profile.items():
        of_profile = {"profile_id": profile_id, "numbers": sorted({number for number, _ in said})}
        found = {row["finding_no"]: row for row in reader.rows("reach/findings_of_profile", **of_profile)}
        named = {row["finding_no"]: row for row in reader.rows("advice/findings", **of_profile)}
        for number, one in said:
            finding = found.get(number)
            if finding is None or finding["laboratory_id"] != value.laboratory_id:
                raise Unreachable(
                    "There is no such finding for you; nothing was recorded. Bring the table in again."
                )
            rows.append(_row(finding, named.get(number), one, report_id))
    return rows


def _row(
    finding: Mapping[str, Any], named: Mapping[str, Any] | None, one: ToolSaid, report_id: str
) -> dict[str, Any]:
    return {
        **about_finding(finding, named),
        "said_by": SaidBy.TOOL,
        "speaker": one.tool.strip(),
        "tool_version": one.tool_version.strip(),
        "said_on": one.said_on,
        "aspect": RESISTANCE if one.resistance else None,
        "scheme": one.scheme,
        "level": one.level,
        "comment": one.comment,
        "report_id": report_id,
    }


@projects("tool_report_accepted")
def project_tool_report(writer: Writer, event: Event) -> None:
    """What a tool says of findings: a later report of the same tool supersedes it, finding by finding."""
    it = content(event)
    kept = (
        "report_id",
        "laboratory_id",
        "file_name",
        "sha256",
        "fingerprint",
        "tool",
        "tool_version",
        "row_count",
    )
    add(
        writer,
        event,
        "tool_report",
        mapping=json.dumps(it["mapping"], ensure_ascii=False, sort_keys=True),
        said_count=len(it["rows"]),
        **{name: it[name] for name in kept},
    )
    told = plain(stamp(event))
    writer.add_many("tool_classification", [{**row, **told} for row in it["rows"]])
