"""The facts of uptake and of the funnel, over the cohort that the actor may count."""

from collections.abc import Iterable, Mapping
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

# A member is found by its value four times as fast here as by calling its class: 300,000 times for a cohort.
_KINDS = {one.value: one for one in RecommendationKind}
_DECISIONS = {one.value: one for one in Decision}
_REASONS = {one.value: one for one in ReasonNotFollowed}
_OUTCOMES = {one.value: one for one in Outcome}


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
    rows = _rows(reader, values, today or date.today())
    found = reader.tuples("uptake/paths", **values)
    return UptakeFacts(rows, _paths(found), sum(cells[0] for cells in found))


def _paths(found: Iterable[tuple[Any, ...]]) -> tuple[PatientPath, ...]:
    return tuple(
        PatientPath(
            patient,
            centre,
            None if outcome is None else _OUTCOMES[outcome],
            actionable,
            discussed,
            recommended > 0,
            # Not followed is known only once every answer is there; what waits may still be followed.
            True if followed else None if undecided else False,
            specimen_on,
            reported_on,
        )
        for _, patient, centre, outcome, specimen_on, reported_on, actionable, discussed, recommended,
        followed, undecided in found
    )  # fmt: skip


def _rows(reader: Reader, values: Mapping[str, Any], today: date) -> tuple[UptakeRow, ...]:
    primary: dict[str, ReasonNotFollowed] = {}
    contributing: dict[str, tuple[ReasonNotFollowed, ...]] = {}
    for answer, code, is_primary in reader.tuples("uptake/reasons", **values):
        if is_primary:
            primary[answer] = _REASONS[code]
        else:
            contributing[answer] = (*contributing.get(answer, ()), _REASONS[code])
    return tuple(
        UptakeRow(
            recommendation,
            centre,
            _KINDS[kind],
            None if decision is None else _DECISIONS[decision],
            primary.get(answer),
            contributing.get(answer, ()),
            informed_on,
            decided_on,
            recommended_on,
            (today - recommended_on).days if decision is None else None,
        )
        for recommendation, centre, kind, recommended_on, decision, informed_on, decided_on, answer
        in reader.tuples("uptake/recommendations", **values)
    )  # fmt: skip
