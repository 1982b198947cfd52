"""One case as the board sees it, within the reader's reach."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from data.reach import reach_of
from data.read.choices import label, tumour_name
from data.read.corrections import corrections_made
from data.read.evidence_cited import cited_by_recommendation
from data.read.kept import Kept
from data.read.responses import responses_of_case
from data.read.specimen_checks import checked
from data.store import Reader, Store
from domain.codes import Decision, RecommendationKind
from domain.people import Actor
from domain.quality import Outcome
from domain.specimen_requirements import Check
from domain.views.case import (
    AnswerView,
    CaseView,
    ConclusionView,
    ProfileView,
    RecommendationView,
    SpecimenView,
)

_KEPT: Kept[CaseView | None] = Kept(64)


def case_view(store: Store, actor: Actor, case_id: str) -> CaseView | None:
    """The case of that id; ``None`` where there is none, or none that this person may see."""
    sequence, reach = store.sequence, reach_of(actor)

    def read() -> CaseView | None:
        with store.reading(reach) as reader:
            return read_case(reader, case_id)

    return _KEPT.get((store.opened, sequence, reach, case_id), read)


def read_case(reader: Reader, case_id: str) -> CaseView | None:
    """The case of that id as this reader reaches it, ``None`` where she does not."""
    case = reader.row("case/header", case_id=case_id)
    if case is None:
        return None
    of = {"patient_id": case["patient_id"], "tumour_id": case["tumour_id"]}
    of_whom = reader.row("case/patient", **of)
    if of_whom is None:
        return None
    row = {**case, **of_whom}
    made_from: dict[str, list[str]] = {}
    for one in reader.rows("case/profile_specimens", patient_id=row["patient_id"]):
        made_from.setdefault(one["profile_id"], []).append(one["specimen_id"])
    profiles = reader.rows("case/profiles", **of)
    return CaseView(
        case_id=case_id,
        version=row["acts"],
        patient_id=row["patient_id"],
        pseudonym=row["pseudonym"],
        synthetic=row["synthetic"],
        sex=label("sex", row["sex"]),
        year_of_birth=row["year_of_birth"],
        centre=row["centre"] or "",
        tumour_id=row["tumour_id"],
        oncotree_code=row["oncotree_code"],
        tumour=tumour_name(row["oncotree_code"]),
        site=_label("site", row["site"]),
        stage=_label("stage", row["stage"]),
        histology=row["histology"],
        diagnosed_on=row["diagnosed_on"],
        ecog=row["ecog"],
        previous_lines=row["previous_lines"],
        previous_lines_text=row["previous_lines_text"],
        question=row["question"],
        opened_on=row["opened_on"],
        discussed_on=row["discussed_on"],
        conclusion=_conclusion(row),
        specimens=tuple(
            _specimen(one, checked(reader, one, _received(one["specimen_id"], profiles, made_from)))
            for one in reader.rows("case/specimens", **of)
        ),
        profiles=tuple(_profile(one, tuple(made_from.get(one["profile_id"], ()))) for one in profiles),
        recommendations=_recommendations(reader, case_id),
        registered_code=row["registered_code"],
        corrections=corrections_made(reader, case_id, **of),
    )


def _received(
    specimen_id: str, profiles: Iterable[dict[str, Any]], made_from: Mapping[str, Sequence[str]]
) -> date | None:
    """The first day on which a laboratory received a specimen for a profile in force."""
    days = (one["received_on"] for one in profiles if specimen_id in made_from.get(one["profile_id"], ()))
    return min((day for day in days if day is not None), default=None)


def _label(system: str, code: str | None) -> str | None:
    """The label of a code; ``None`` where there is none."""
    return None if code is None else label(system, code)


def graded(scheme: str, level: str) -> str:
    """A level with the scheme it belongs to, which tells ``Pathogenic`` of one from that of another."""
    name, shown = label("evidence_scheme", scheme).split(" ")[0].rstrip(","), label(scheme, level)
    return shown if shown.startswith(name) else f"{name} {shown[:1].lower()}{shown[1:]}"


def _conclusion(row: dict[str, Any]) -> ConclusionView | None:
    if row["actionable"] is None:
        return None
    reason = _label("not_actionable_reason", row["reason_code"])
    return ConclusionView(row["actionable"], reason, row["comment"], row["concluded_on"])


def _specimen(row: dict[str, Any], checks: tuple[Check, ...]) -> SpecimenView:
    return SpecimenView(
        specimen_id=row["specimen_id"],
        kind=label("specimen_kind", row["kind"]),
        origin=label("specimen_origin", row["origin"]),
        site=_label("site", row["site"]),
        collected_on=row["collected_on"],
        fixation=_label("fixation", row["fixation"]),
        laboratory=row["laboratory"] or "",
        tumour_cell_percent=row["tumour_cell_percent"],
        dna_ng=row["dna_ng"],
        rna_ng=row["rna_ng"],
        dcq=row["dcq"],
        dv200_percent=row["dv200_percent"],
        decalcified=row["decalcified"],
        checks=checks,
    )


def _profile(row: dict[str, Any], specimen_ids: tuple[str, ...]) -> ProfileView:
    software = " ".join(part for part in (row["software"], row["software_version"]) if part)
    return ProfileView(
        profile_id=row["profile_id"],
        profile_no=row["profile_no"],
        version=row["acts"],
        sample_id=row["sample_id"],
        assay=row["assay"],
        laboratory_id=row["laboratory_id"],
        laboratory=row["laboratory"] or "",
        has_rna=row["rna_sample_id"] is not None,
        outcome=Outcome(row["outcome"]),
        outcome_reason=row["outcome_reason"],
        received_on=row["received_on"],
        reported_on=row["reported_on"],
        recorded_on=row["recorded_on"],
        build=row["build"],
        software=software or None,
        specimen_ids=specimen_ids,
        supersedes=row["supersedes"],
        reference_rows=row["reference_rows"],
        filtered_rows=row["filtered_rows"],
    )


def _recommendations(reader: Reader, case_id: str) -> tuple[RecommendationView, ...]:
    supporting: dict[str, list[tuple[str, str]]] = {}
    for row in reader.rows("case/supporting", case_id=case_id):
        supporting.setdefault(row["recommendation_id"], []).append((row["finding_id"], resting_on(row)))
    answers: dict[str, list[dict[str, Any]]] = {}
    for row in reader.rows("case/answers", case_id=case_id):
        answers.setdefault(row["recommendation_id"], []).append(row)
    cited = cited_by_recommendation(reader, case_id)
    responses = responses_of_case(reader, case_id)
    return tuple(
        replace(
            _recommendation(
                row,
                tuple(supporting.get(row["recommendation_id"], ())),
                answers.get(row["recommendation_id"], []),
            ),
            cited=cited.get(row["recommendation_id"], ()),
            response=responses.get(row["recommendation_id"]),
        )
        for row in reader.rows("case/recommendations", case_id=case_id)
    )


def resting_on(row: Mapping[str, Any]) -> str:
    """A supporting finding in the words it was chosen by; a single test that was withdrawn since says so."""
    return f"{row['label']} (withdrawn)" if row["withdrawn"] else str(row["label"])


def _recommendation(
    row: dict[str, Any], supporting: tuple[tuple[str, str], ...], answer: list[dict[str, Any]]
) -> RecommendationView:
    return RecommendationView(
        recommendation_id=row["recommendation_id"],
        version=max([row["version"], *(one["version"] for one in answer)]),
        priority=row["priority"],
        kind=RecommendationKind(row["kind"]),
        kind_label=label("recommendation_kind", row["kind"]),
        drugs=row["drugs"],
        trial_registry=_label("study_registry", row["trial_registry"]),
        trial_id=row["trial_id"],
        trial_title=row["trial_title"],
        evidence=graded(row["evidence_scheme"], row["evidence_level"]) if row["evidence_level"] else None,
        rationale=row["rationale"],
        no_therapy_reason=_label("no_therapy_reason", row["no_therapy_reason"]),
        recommended_on=row["recommended_on"],
        corrected=row["correction_reason"] is not None,
        withdrawn=row["withdrawn"],
        withdrawal_reason=_label("withdrawal_reason", row["withdrawal_reason"]),
        withdrawal_comment=row["withdrawal_comment"],
        supporting=supporting,
        answer=_answer(answer) if answer else None,
    )


def _answer(rows: list[dict[str, Any]]) -> AnswerView:
    first = rows[0]
    primary = next((r["reason_code"] for r in rows if r["is_primary"]), None)
    others = [r["reason_code"] for r in rows if r["reason_code"] and not r["is_primary"]]
    return AnswerView(
        answer_id=first["answer_id"],
        decision=Decision(first["decision"]),
        informed_on=first["informed_on"],
        decided_on=first["decided_on"],
        decided_by=first["decided_by"],
        primary_reason=_label("reason_not_followed", primary),
        contributing_reasons=tuple(label("reason_not_followed", code) for code in others),
        comment=first["comment"],
    )
