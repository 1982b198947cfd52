"""What the board's acts on a case start from: its advice, the chosen findings, versions, meetings."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from data.read.choices import choices
from data.read.evidence_cited import cited_by_recommendation
from data.read.test_results import result_of
from data.reference import codes, drugs
from data.store import Reader
from domain.codes import RecommendationKind
from domain.recommendations import CitedEvidence, Recommendation, SupportingFinding
from domain.views.advice import Advice, AdviceLists, CaseActs, ChosenFinding, MeetingOption
from domain.views.choices import Choice

DRUGS_TOGETHER = " + "
"""What stands between the drugs of one recommendation in the store."""

_REFERENCE_SEQUENCE = re.compile(r"^[A-Z]{2}_[0-9.]+:")


def every_drug() -> tuple[Choice, ...]:
    """All drugs of the reference table, with the other names they go by."""
    return tuple(
        Choice(d.name, f"{d.name} ({', '.join(d.synonyms)})" if d.synonyms else d.name) for d in drugs.drugs()
    )


def advice_lists() -> AdviceLists:
    """The lists that the forms of the board's acts are filled from."""
    schemes = choices("evidence_scheme")
    return AdviceLists(
        kinds=choices("recommendation_kind"),
        drugs=every_drug(),
        registries=choices("study_registry"),
        schemes=schemes,
        levels={scheme.code: choices(scheme.code) for scheme in schemes},
        no_therapy_reasons=choices("no_therapy_reason"),
    )


def read_case_acts(reader: Reader, case_id: str, chosen: Sequence[str]) -> CaseActs | None:
    """What the acts on a case start from; ``chosen`` are ids of findings selected in its table.

    ``None`` when the case does not exist for this reader.  A chosen finding of another patient, or
    one that the reader does not reach, is left out.
    """
    numbers = _numbers_by_profile(chosen)
    rows = reader.rows("advice/versions", subject_ids=[case_id, *numbers])
    versions = {str(row["subject_id"]): int(row["version"]) for row in rows}
    case = reader.row("reach/case", case_id=case_id)
    if case is None:
        return None
    known = _known_findings(reader, str(case["patient_id"]), numbers)
    findings = tuple(known[one] for one in dict.fromkeys(chosen) if one in known)
    conclusion = reader.row("advice/conclusion", case_id=case_id) or {}
    discussion = reader.row("advice/discussion", case_id=case_id) or {}
    return CaseActs(
        case_id=case_id,
        version=versions.get(case_id, 0),
        advice=_advice(reader, case_id),
        findings=findings,
        profile_versions={f.profile_id: versions.get(f.profile_id, 0) for f in findings},
        meetings=tuple(
            MeetingOption(**row) for row in reader.rows("advice/meetings_of_case", case_id=case_id)
        ),
        actionable=conclusion.get("actionable"),
        concluded_on=conclusion.get("concluded_on"),
        discussed_on=discussion.get("discussed_on"),
    )


def _advice(reader: Reader, case_id: str) -> tuple[Advice, ...]:
    supporting: dict[str, list[SupportingFinding]] = defaultdict(list)
    for row in reader.rows("advice/supporting", case_id=case_id):
        supporting[row["recommendation_id"]].append(SupportingFinding(row["finding_id"], row["label"]))
    cited = cited_by_recommendation(reader, case_id)
    found = []
    for row in reader.rows("advice/recommendations", case_id=case_id):
        recommendation_id = str(row["recommendation_id"])
        wording = _wording(row, tuple(supporting[recommendation_id]), cited.get(recommendation_id, ()))
        found.append(
            Advice(
                recommendation_id,
                int(row["version"]),
                wording,
                advice_title(wording),
                bool(row["withdrawn"]),
            )
        )
    return tuple(found)


def _wording(
    row: Mapping[str, Any], supporting: tuple[SupportingFinding, ...], cited: tuple[CitedEvidence, ...]
) -> Recommendation:
    return Recommendation(
        kind=RecommendationKind(row["kind"]),
        drugs=tuple((row["drugs"] or "").split(DRUGS_TOGETHER)),
        supporting=supporting,
        evidence=cited,
        as_recorded=True,
        **{
            name: row[name]
            for name in (
                "rationale", "trial_registry", "trial_id", "trial_title", "evidence_scheme", "evidence_level",
                "no_therapy_reason", "recommended_on",
            )
        },
    )  # fmt: skip


def advice_title(wording: Recommendation) -> str:
    """What a recommendation says, in one line."""
    kind = codes.label("recommendation_kind", wording.kind)
    if wording.kind is RecommendationKind.NO_THERAPY and wording.no_therapy_reason:
        return f"{kind}: {codes.label('no_therapy_reason', wording.no_therapy_reason)}"
    parts = [DRUGS_TOGETHER.join(wording.drugs), wording.trial_id or ""]
    what = ", ".join(part for part in parts if part)
    return f"{kind}: {what}" if what else kind


def _numbers_by_profile(finding_ids: Sequence[str]) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = defaultdict(list)
    for finding_id in finding_ids:
        profile_id, _, number = finding_id.rpartition(".")
        if profile_id and number.isdigit():
            numbers[profile_id].append(int(number))
    return numbers


def _known_findings(
    reader: Reader, patient_id: str, numbers: Mapping[str, list[int]]
) -> dict[str, ChosenFinding]:
    """The findings of that patient by their id."""
    found: dict[str, ChosenFinding] = {}
    for profile_id, wanted in numbers.items():
        profile = reader.row("reach/profile", profile_id=profile_id)
        if profile is None or profile["patient_id"] != patient_id:
            continue
        of_profile = {"profile_id": profile_id, "numbers": wanted}
        marks = {row["finding_no"]: row["reported"] for row in reader.rows("advice/reported", **of_profile)}
        acts = {row["finding_no"]: row["version"] for row in reader.rows("advice/classified", **of_profile)}
        labels = [(row, _label(row)) for row in reader.rows("advice/findings", **of_profile)]
        labels += [(row, result_of(row).label) for row in reader.rows("advice/test_results", **of_profile)]
        for row, label in labels:
            finding_id, no = str(row["finding_id"]), int(row["finding_no"])
            found[finding_id] = ChosenFinding(
                finding_id, profile_id, no, label, acts.get(no, 0), marks.get(no)
            )
    return found


def _label(row: Mapping[str, Any]) -> str:
    """How a finding is called where it supports advice: gene and change, without the transcript."""
    change = _REFERENCE_SEQUENCE.sub("", str(row["change"])).replace("_", " ")
    return " ".join(part for part in (row["gene"] or "", change) if part)
