"""The facts of uptake and of the funnel, over the cohort that the actor may count."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from data.reach import reach_of
from data.read.kept import Kept
from data.store import Reader, Store
from domain.codes import Decision, ReasonNotFollowed, RecommendationKind
from domain.people import Actor
from domain.quality import Outcome
from domain.uptake import PatientPath, UptakeRow
from domain.views.choices import Choice
from domain.views.uptake import Narrowed, UptakeFacts

_KEPT: Kept[UptakeFacts] = Kept(4)


def uptake_of(store: Store, actor: Actor, narrowed: Narrowed) -> UptakeFacts:
    """The facts of uptake within the actor's reach, counted again only after an act or on another day."""
    sequence, reach, today = store.sequence, reach_of(actor), date.today()

    def read() -> UptakeFacts:
        with store.reading(reach) as reader:
            return uptake_facts(reader, narrowed, today)

    return _KEPT.get((store.opened, sequence, reach, narrowed, today), read)


def uptake_centres(reader: Reader) -> tuple[Choice, ...]:
    """The centres that the uptake can be narrowed to."""
    return tuple(Choice(row["centre_id"], row["name"]) for row in reader.rows("uptake/centres"))


def uptake_facts(reader: Reader, narrowed: Narrowed, today: date | None = None) -> UptakeFacts:
    """Recommendations with their answers, and patients with how far they came; no ratio is taken here."""
    values = {
        "centre_id": narrowed.centre_id,
        "kind": narrowed.kind.value if narrowed.kind else None,
        "since": narrowed.since,
        "until": narrowed.until,
    }
    primary: dict[str, ReasonNotFollowed] = {}
    contributing: dict[str, list[ReasonNotFollowed]] = {}
    for row in reader.rows("uptake/reasons", **values):
        reason = ReasonNotFollowed(row["reason_code"])
        if row["is_primary"]:
            primary[row["answer"]] = reason
        else:
            contributing.setdefault(row["answer"], []).append(reason)
    day = today or date.today()
    rows = tuple(
        _uptake_row(row, primary.get(row["answer"]), tuple(contributing.get(row["answer"], ())), day)
        for row in reader.rows("uptake/recommendations", **values)
    )
    paths = reader.rows("uptake/paths", **values)
    return UptakeFacts(rows, tuple(_path(row) for row in paths), sum(row["synthetic"] for row in paths))


def _uptake_row(
    row: Mapping[str, Any],
    primary: ReasonNotFollowed | None,
    contributing: tuple[ReasonNotFollowed, ...],
    today: date,
) -> UptakeRow:
    answered = row["decision"] is not None
    return UptakeRow(
        recommendation=row["recommendation"],
        centre=row["centre"],
        kind=RecommendationKind(row["kind"]),
        decision=Decision(row["decision"]) if answered else None,
        primary_reason=primary,
        contributing_reasons=contributing,
        informed_on=row["informed_on"],
        decided_on=row["decided_on"],
        recommended_on=row["recommended_on"],
        days_waiting=None if answered else (today - row["recommended_on"]).days,
    )


def _path(row: Mapping[str, Any]) -> PatientPath:
    followed: bool | None = row["followed"] > 0
    # Not followed is known only once every answer is there; what waits may still be followed.
    if not followed and row["undecided"]:
        followed = None
    return PatientPath(
        patient=row["patient"],
        centre=row["centre"],
        profile=Outcome(row["outcome"]) if row["outcome"] else None,
        actionable=row["actionable"],
        discussed=row["discussed"],
        therapy_recommended=row["recommended"] > 0,
        followed=followed,
        specimen_on=row["specimen_on"],
        reported_on=row["reported_on"],
    )
