"""How each trial of the register stood after any act, out of all that was ever recorded of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.read.trials import sites_of, trial_of
from data.store import Reader
from domain.drift.changes import Drift
from domain.drift.trials import trial_drift
from domain.trials.trial import Trial, TrialStatus
from domain.views.trials import RegisterTrial, RegistryView

_Rows = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class TrialsThenNow:
    """The register as it stood after any act: rows by trial, the registry's by number, oldest first."""

    versions: _Rows
    closings: _Rows
    registry: _Rows
    ids: Mapping[str, str]
    """The trials by every number they go by, in small letters."""

    def drift(self, number: str | None, sequence: int) -> Drift | None:
        """What changed of a trial since an act; ``None`` where nothing did, or it is not in the register."""
        trial_id = self.ids.get((number or "").strip().casefold())
        if trial_id is None:
            return None
        then, now = self._standing(trial_id, sequence), self._standing(trial_id, None)
        if now is None or not any(row["sequence"] > sequence for row in self._of(trial_id, None)):
            return None
        said = (then[1] if then else None, now[1])
        since = max(row["recorded_on"] for row in self._of(trial_id, None))
        return trial_drift(then[0] if then else None, now[0], since, said)

    def _of(self, trial_id: str, sequence: int | None) -> list[Mapping[str, Any]]:
        """All that was recorded of a trial until an act, the registry's word among it."""
        own = [*self.versions[trial_id], *self.closings.get(trial_id, ())]
        numbers = {row["nct"] for row in self.versions[trial_id] if row["nct"]}
        rows = [*own, *(row for number in numbers for row in self.registry.get(number, ()))]
        return [row for row in rows if sequence is None or row["sequence"] <= sequence]

    def _standing(self, trial_id: str, sequence: int | None) -> tuple[Trial, date] | None:
        """The trial as patients were matched with it, and the day of the last word on it."""
        known = self._of(trial_id, sequence)
        version = _last(self.versions[trial_id], sequence)
        if version is None:
            return None
        closing = _last(self.closings.get(trial_id, ()), sequence)
        closed = closing if closing and closing["version"] > version["version"] else None
        said = _last(self.registry.get(version["nct"] or "", ()), sequence)
        entry = RegisterTrial(
            trial=trial_of(version["trial"]),
            version=version["version"],
            text="",
            file_name=None,
            reason=None,
            closed_on=closed["closed_on"] if closed else None,
            closing_reason=closed["reason"] if closed else None,
            recorded_by="",
            recorded_at=version["recorded_at"],
            registry=_registry(said) if said else None,
        )
        return entry.standing, max(row["recorded_on"] for row in known)


def _last(rows: Sequence[Mapping[str, Any]], sequence: int | None) -> Mapping[str, Any] | None:
    until = [row for row in rows if sequence is None or row["sequence"] <= sequence]
    return until[-1] if until else None


def _registry(row: Mapping[str, Any]) -> RegistryView:
    return RegistryView(
        row["version"], TrialStatus(row["status"]), row["status_text"], row["updated_on"], row["title"],
        sites_of(row["sites"]), row["file_name"], row["recorded_at"],
    )  # fmt: skip


def trials_then_now(reader: Reader) -> TrialsThenNow:
    """All that was ever recorded of the register of trials."""
    versions = _by(reader.rows("drift/trials"), "trial_id")
    ids = {
        number.casefold(): trial_id
        for trial_id, rows in versions.items()
        for row in rows
        for number in (trial_id, *(one.number for one in trial_of(row["trial"]).numbers))
    }
    closings = _by(reader.rows("drift/closings"), "trial_id")
    return TrialsThenNow(versions, closings, _by(reader.rows("drift/registry"), "nct"), ids)


def _by(rows: Sequence[Mapping[str, Any]], name: str) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row[name]].append(row)
    return dict(found)
