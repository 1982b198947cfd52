"""What was said of findings, and of the same findings before, within the reader's reach."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from data.read.advice import DRUGS_TOGETHER, advice_title
from data.read.case import graded
from data.read.choices import label, tumour_name
from data.read.responses import response_in_force
from data.reference import codes
from data.reference.tumour_types import tumour_type
from data.store import Reader
from domain.classifications import SaidBy, known_protein_change
from domain.codes import Decision, RecommendationKind
from domain.recommendations import Recommendation
from domain.responses import may_respond
from domain.views.classified import (
    AdvisedBefore,
    FindingSaid,
    SaidBefore,
    SaidLine,
    SameFinding,
    SameTumour,
)

_NEAREST = (SameTumour.TYPE, SameTumour.MAIN_TYPE)


def findings_said(reader: Reader, finding_ids: Sequence[str]) -> dict[str, FindingSaid]:
    """What was said of each finding and before of the same one; a finding out of reach is not there."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for finding_id in finding_ids:
        profile_id, _, number = finding_id.rpartition(".")
        if profile_id and number.isdigit():
            numbers[profile_id].append(int(number))
    found: dict[str, FindingSaid] = {}
    for profile_id, wanted in numbers.items():
        of_profile = {"profile_id": profile_id, "numbers": wanted}
        subjects = reader.rows("classification/subject", **of_profile)
        if not subjects:
            continue
        said = reader.rows("classification/said", **of_profile)
        for subject in subjects:
            history = _history([row for row in said if row["finding_no"] == subject["finding_no"]])
            before, elsewhere = _before(reader, subject)
            known = subject["oncotree_code"] is not None
            finding_id = str(subject["finding_id"])
            found[finding_id] = FindingSaid(finding_id, history, before, elsewhere, known)
    return found


def said_by_words(row: Mapping[str, Any]) -> str:
    """Who says so: the board, a laboratory by name, a tool with its version."""
    by = SaidBy(row["said_by"])
    if by is SaidBy.TOOL:
        return " ".join(part for part in (row["speaker"], row["tool_version"]) if part)
    if by is SaidBy.LABORATORY:
        return str(row["laboratory"] or row["speaker"] or "Laboratory")
    return "Board"


def _line(row: Mapping[str, Any], in_force: bool) -> SaidLine:
    scheme = codes.code("evidence_scheme", row["scheme"])
    return SaidLine(
        scheme=row["scheme"],
        level=row["level"],
        label=graded(row["scheme"], row["level"]),
        biological=scheme is not None and scheme.group == "biological",
        by=said_by_words(row),
        author=row["author"],
        said_on=row["said_on"] or row["recorded_at"].date(),
        comment=row["comment"],
        in_force=in_force,
    )


def _history(rows: Iterable[Mapping[str, Any]]) -> tuple[SaidLine, ...]:
    """The lines of one finding, the newest first: the first of each voice under a scheme is in force."""
    voices: set[tuple[Any, ...]] = set()
    lines = []
    for row in rows:
        voice = tuple(row[name] for name in ("said_by", "speaker", "scheme", "aspect"))
        lines.append(_line(row, voice not in voices))
        voices.add(voice)
    return tuple(lines)


def same_tumour(code: str | None, other: str | None) -> SameTumour | None:
    """How two OncoTree codes are the same; ``None`` where they are not, or where one is not known."""
    one, two = (tumour_type(text) if text else None for text in (code, other))
    if one is None or two is None:
        return SameTumour.TYPE if code and code == other else None
    if one.code == two.code:
        return SameTumour.TYPE
    return SameTumour.MAIN_TYPE if one.main_type and one.main_type == two.main_type else None


def _before(reader: Reader, subject: Mapping[str, Any]) -> tuple[tuple[SaidBefore, ...], int]:
    rows = reader.rows(
        "classification/before",
        finding_id=subject["finding_id"],
        variant_key=subject["variant_key"],
        gene=subject["gene"],
        protein_change=known_protein_change(subject["change"]),
    )
    # A biomarker's value differs from patient to patient: its key alone does not make it the same finding.
    rows = [row for row in rows if subject["class"] not in ("biomarker", "test_result")]
    near = [(row, same_tumour(subject["oncotree_code"], row["oncotree_code"])) for row in rows]
    advised = _advised(reader, [row["finding_id"] for row, same in near if same is not None])
    alike: dict[tuple[Any, ...], list[tuple[dict[str, Any], SameTumour]]] = defaultdict(list)
    for row, same in near:
        if same is not None:
            this_patient = row["patient_id"] == subject["patient_id"]
            voice = tuple(row[name] for name in ("said_by", "speaker", "scheme", "level", "same_change"))
            alike[(*voice, same, this_patient)].append((row, same))
    found = [_said_before(rows, subject, advised) for rows in alike.values()]
    found.sort(key=lambda one: one.line.said_on, reverse=True)
    found.sort(key=lambda one: (one.same_finding is SameFinding.PROTEIN, _NEAREST.index(one.same_tumour)))
    return tuple(found), sum(same is None for _, same in near)


def _said_before(
    rows: Sequence[tuple[dict[str, Any], SameTumour]],
    subject: Mapping[str, Any],
    advised: Mapping[str, tuple[AdvisedBefore, ...]],
) -> SaidBefore:
    """What one voice said alike of the same finding, the newest first."""
    newest, same = rows[0]
    finding_ids = dict.fromkeys(row["finding_id"] for row, _ in rows)
    return SaidBefore(
        line=_line(newest, in_force=True),
        finding=newest["label"],
        patients=len({row["patient_id"] for row, _ in rows}),
        same_finding=SameFinding.CHANGE if newest["same_change"] else SameFinding.PROTEIN,
        same_tumour=same,
        tumour=tumour_name(newest["oncotree_code"]),
        this_patient=newest["patient_id"] == subject["patient_id"],
        advised=tuple(one for finding_id in finding_ids for one in advised.get(finding_id, ())),
    )


def _advised(reader: Reader, finding_ids: Sequence[str]) -> dict[str, tuple[AdvisedBefore, ...]]:
    if not finding_ids:
        return {}
    rows = reader.rows("classification/advised", finding_ids=list(dict.fromkeys(finding_ids)))
    together: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        together[(row["finding_id"], row["recommendation_id"])].append(row)
    found: dict[str, list[AdvisedBefore]] = defaultdict(list)
    for (finding_id, _), reasons in together.items():
        found[finding_id].append(
            AdvisedBefore(
                _title(reasons[0]), reasons[0]["recommended_on"], _became(reasons), _response(reasons[0])
            )
        )
    return {finding_id: tuple(advice) for finding_id, advice in found.items()}


def _title(row: Mapping[str, Any]) -> str:
    wording = Recommendation(
        kind=RecommendationKind(row["kind"]),
        drugs=tuple(drug for drug in (row["drugs"] or "").split(DRUGS_TOGETHER) if drug),
        as_recorded=True,
        **{
            name: row[name]
            for name in (
                "rationale", "trial_registry", "trial_id", "evidence_scheme", "evidence_level",
                "no_therapy_reason", "recommended_on",
            )
        },
    )  # fmt: skip
    return advice_title(wording)


def _became(rows: Sequence[Mapping[str, Any]]) -> str:
    first = rows[0]
    if first["withdrawn"]:
        return "Withdrawn by the board"
    if first["decision"] is None:
        return "No answer yet"
    told = label("decision", first["decision"])
    day: date | None = first["decided_on"]
    dated = f"{told} on {day.day} {day:%b %Y}" if day else told
    reasons = [label("reason_not_followed", row["reason_code"]) for row in rows if row["reason_code"]]
    return f"{dated}: {'; '.join(reasons)}" if reasons else dated


def _response(row: Mapping[str, Any]) -> str | None:
    """What was seen under a treatment that was followed, as the answer stands now."""
    treats = RecommendationKind(row["kind"]).is_therapy
    decision = Decision(row["decision"]) if row["decision"] else None
    if row["withdrawn"] or not treats or not may_respond(decision):
        return None
    if not row["value"]:
        return "No best response was recorded"
    words = response_in_force(row).words
    return words[:1].upper() + words[1:]
