"""Findings that are classed otherwise than when a recommendation was rested on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.classifications import RESISTANCE
from domain.drift.changes import Drift, DriftKind, Severity, Side
from domain.knowledge.case_facts import Oncogenicity
from domain.knowledge.crosswalk import LAST, Crosswalk
from domain.knowledge.oncogenicity import of_level

_NEVER_GOOD = {Oncogenicity.BENIGN: Severity.AGAINST, Oncogenicity.UNCERTAIN: Severity.WEAKER}


@dataclass(frozen=True, slots=True)
class Said:
    """One level that was said of a finding."""

    finding_id: str
    label: str
    """The finding as the recommendation calls it."""
    voice: tuple[str, ...]
    """Who says it, of what: board, laboratory or tool, its scheme and aspect."""
    by: str
    """The voice in words: ``Board``, ``Laboratory A``, ``PierianDx 7.1``."""
    scheme: str
    level: str
    words: str
    """The level with its scheme, as shown."""
    aspect: str | None
    on: date
    recorded_on: date
    sequence: int


def reclassified(said: Iterable[Said], sequence: int, crosswalk: Crosswalk) -> tuple[Drift, ...]:
    """What was said otherwise of findings after an act; ``said`` is the history, in any order.

    A voice that had not spoken then counts where it calls the finding benign or of uncertain significance,
    or speaks of resistance.
    """
    voices: dict[tuple[str, ...], list[Said]] = {}
    for one in said:
        voices.setdefault((one.finding_id, *one.voice), []).append(one)
    found = []
    for history in voices.values():
        history.sort(key=lambda one: one.sequence)
        then = next((one for one in reversed(history) if one.sequence <= sequence), None)
        drift = _drift(then, history[-1], crosswalk)
        found += [drift] if drift is not None else []
    return tuple(found)


def classed_severity(then: Said | None, now: Said, crosswalk: Crosswalk) -> Severity | None:
    """What a change of class means for advice that rests on the finding; ``None`` where it means nothing."""
    if then is not None and (then.scheme, then.level) == (now.scheme, now.level):
        return None
    if now.aspect == RESISTANCE:
        return Severity.AGAINST
    before = of_level(then.scheme, then.level) if then is not None else None
    after = of_level(now.scheme, now.level)
    if after in _NEVER_GOOD and after is not before:
        # Benign to uncertain claims more than it did.
        return Severity.STRONGER if before is Oncogenicity.BENIGN else _NEVER_GOOD[after]
    if then is None:
        return None
    if after is Oncogenicity.ONCOGENIC and before is not Oncogenicity.ONCOGENIC:
        return Severity.STRONGER
    orders = crosswalk.order(then.scheme, then.level), crosswalk.order(now.scheme, now.level)
    if LAST in orders or orders[0] == orders[1]:
        return Severity.OTHERWISE
    return Severity.WEAKER if orders[1] > orders[0] else Severity.STRONGER


def _drift(then: Said | None, now: Said, crosswalk: Crosswalk) -> Drift | None:
    how = classed_severity(then, now, crosswalk)
    if how is None:
        return None
    before = Side("Not classed", now.by) if then is None else Side(then.words, then.by, then.on)
    told = now.words if then is None else f"{now.words}, was {then.words}"
    return Drift(
        DriftKind.CLASSIFICATION,
        how,
        ":".join((now.finding_id, *now.voice)),
        f"{now.scheme}:{now.level}",
        before,
        Side(now.words, now.by, now.on),
        now.recorded_on,
        f"{now.label} ({now.by}): {told}.",
    )
