"""What waits for the physician, her patients, and one recommendation as she answers it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from data.read.case import resting_on
from data.read.choices import choices, label, tumour_name
from data.store import Reader
from domain.codes import Decision, RecommendationKind
from domain.lacking import Lacking, lacking_of
from domain.quality import Outcome
from domain.views.follow_up import (
    Advice,
    GivenAnswer,
    PatientRow,
    Shown,
    Waiting,
    WaitingList,
    WhoseCase,
)

SEARCH_LIMIT = 20


def waiting(reader: Reader, most: int = 20, skip: int = 0, today: date | None = None) -> WaitingList:
    """What waits for an answer, the longest first: ``most`` rows after ``skip``, and the count of all."""
    found = reader.row("follow_up/waiting_count")
    of = int(found["waiting"]) if found else 0
    rows = reader.rows("follow_up/waiting", case_id=None, most=most, skip=skip)
    return WaitingList(tuple(_waiting(row, today or date.today()) for row in rows), of)


def patients(
    reader: Reader,
    most: int = 20,
    skip: int = 0,
    today: date | None = None,
    among: Sequence[str] | None = None,
) -> Shown:
    """One page of the patients the actor reaches, who had a case opened last first.

    ``among`` keeps to the patients with these ids, in their order.
    """
    if among is not None:
        return Shown(_patient_rows(reader, list(among[skip : skip + most]), today), len(among))
    found = reader.row("follow_up/patient_count")
    ids = [row["patient_id"] for row in reader.rows("follow_up/newest_patients", most=most, skip=skip)]
    return Shown(_patient_rows(reader, ids, today), int(found["patients"]) if found else 0)


def lacking(reader: Reader) -> dict[Lacking, tuple[str, ...]]:
    """The ids of the patients whose newest case lacks a profile or its results, the oldest case first."""
    rows = reader.rows("follow_up/lacking")
    states = [(row["patient_id"], lacking_of(_outcome(row["outcome"]))) for row in rows]
    return {state: tuple(one for one, found in states if found is state) for state in Lacking}


def patients_called(reader: Reader, text: str, today: date | None = None) -> Shown:
    """The patients with a pseudonym or sample id that holds the text, the closest first, at most 20."""
    wanted = text.strip()
    found = reader.row("follow_up/search_count", text=wanted)
    ids = [row["patient_id"] for row in reader.rows("follow_up/search", text=wanted, most=SEARCH_LIMIT)]
    return Shown(_patient_rows(reader, ids, today), int(found["patients"]) if found else 0)


def advice_to_answer(
    reader: Reader, recommendation_id: str | None, today: date | None = None
) -> Advice | None:
    """One recommendation with its answers; ``None`` when it does not exist for this actor."""
    row = reader.row("follow_up/recommendation", recommendation_id=recommendation_id or "")
    if row is None:
        return None
    answers = _answers(reader, row["recommendation_id"])
    version = max(int(row["version"]), *(answer.version for answer in answers), 0)
    beside = reader.rows("follow_up/waiting", case_id=row["case_id"], most=SEARCH_LIMIT, skip=0)
    supporting = reader.rows(
        "follow_up/supporting", recommendation_id=row["recommendation_id"], version=row["version"]
    )
    kind = RecommendationKind(row["kind"])
    return Advice(
        recommendation_id=row["recommendation_id"],
        version=version,
        case_id=row["case_id"],
        whose=_whose(row),
        stage=row["stage"],
        ecog=row["ecog"],
        question=row["question"],
        kind=kind,
        what=_what(row),
        rationale=row["rationale"],
        no_therapy_reason=label("no_therapy_reason", row["no_therapy_reason"]) or None,
        evidence=_evidence(row["evidence_scheme"], row["evidence_level"]),
        evidence_means=_definition(row["evidence_scheme"], row["evidence_level"]),
        supporting=tuple(resting_on(finding) for finding in supporting),
        recommended_on=row["recommended_on"],
        withdrawn=row["withdrawn"],
        withdrawal_reason=label("withdrawal_reason", row["withdrawal_reason"]) or None,
        withdrawal_comment=row["withdrawal_comment"],
        answers=answers,
        also_waiting=tuple(
            _waiting(other, today or date.today())
            for other in beside
            if other["recommendation_id"] != row["recommendation_id"]
        ),
    )


def _whose(row: Mapping[str, Any]) -> WhoseCase:
    code = row["oncotree_code"]
    return WhoseCase(
        patient_id=row["patient_id"],
        pseudonym=row["pseudonym"],
        tumour=tumour_name(code) if code else "",
        centre=row["centre"],
        synthetic=row["synthetic"],
    )


def _what(row: Mapping[str, Any]) -> str:
    """Drugs, or the trial's number and title."""
    trial = ", ".join(part for part in (row["trial_id"], row["trial_title"]) if part)
    return "; ".join(part for part in (row["drugs"], trial) if part)


def _waiting(row: Mapping[str, Any], today: date) -> Waiting:
    kind, what = label("recommendation_kind", row["kind"]), _what(row)
    return Waiting(
        recommendation_id=row["recommendation_id"],
        case_id=row["case_id"],
        whose=_whose(row),
        advice=f"{kind}: {what}" if what else kind,
        recommended_on=row["recommended_on"],
        days=(today - row["recommended_on"]).days,
        deferred_on=row["decided_on"] if row["decision"] == Decision.DEFERRED.value else None,
        deferred=row["decision"] == Decision.DEFERRED.value,
    )


def _patient_rows(reader: Reader, ids: list[str], today: date | None) -> tuple[PatientRow, ...]:
    """The rows of these patients, in the order of the ids."""
    if not ids:
        return ()
    rows = reader.rows("follow_up/patients", patient_ids=ids, today=today or date.today())
    place = {patient_id: number for number, patient_id in enumerate(ids)}
    return tuple(
        PatientRow(
            whose=_whose(row),
            case_id=row["case_id"],
            last_board_on=row["last_board_on"],
            waiting=row["waiting"],
            waiting_since=row["waiting_since"],
            next_meeting_on=row["next_meeting_on"],
            recommended=row["recommended"],
            profiled=row["profiled"],
            concluded_actionable=row["actionable"],
            lacking=lacking_of(_outcome(row["outcome"])) if row["case_id"] else None,
        )
        for row in sorted(rows, key=lambda one: place[one["patient_id"]])
    )


def _outcome(stored: str | None) -> Outcome | None:
    return Outcome(stored) if stored else None


def _answers(reader: Reader, recommendation_id: str) -> tuple[GivenAnswer, ...]:
    reasons = reader.rows("follow_up/answer_reasons", recommendation_id=recommendation_id)
    found = []
    for row in reader.rows("follow_up/answers", recommendation_id=recommendation_id):
        own = [reason for reason in reasons if reason["answer_id"] == row["answer_id"]]
        found.append(
            GivenAnswer(
                version=row["version"],
                decision=Decision(row["decision"]),
                informed_on=row["informed_on"],
                decided_on=row["decided_on"],
                decided_by=row["decided_by"],
                primary_reason=next((r["reason_code"] for r in own if r["is_primary"]), None),
                contributing_reasons=tuple(r["reason_code"] for r in own if not r["is_primary"]),
                comment=row["comment"],
                recorded_by=row["recorded_by"],
                recorded_at=row["recorded_at"],
                on_behalf_of=row["on_behalf_of"],
                correction_reason=row["correction_reason"],
            )
        )
    return tuple(found)


def _evidence(scheme: str | None, level: str | None) -> str | None:
    if scheme is None or level is None:
        return None
    return label(scheme, level)


def _definition(scheme: str | None, level: str | None) -> str:
    if scheme is None or level is None:
        return ""
    return next((choice.definition for choice in choices(scheme) if choice.code == level), "")
