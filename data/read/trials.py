"""The register of trials: what stands in it, what was recorded of each, how far its sites are."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from data.reach import reach_of
from data.read.kept import Kept
from data.reference.previous_drugs import with_names_of_drugs
from data.store import Reader, Store
from domain.people import Actor
from domain.trials.trial import Site, Trial, TrialStatus
from domain.trials.written import read_site, read_trial
from domain.views.trials import DistanceView, RegisterTrial, RegistryView, TrialChange

_REGISTER: Kept[tuple[RegisterTrial, ...]] = Kept(4)


def register(store: Store, actor: Actor) -> tuple[RegisterTrial, ...]:
    """Every trial of the register as it stands, by its number; the same for everybody who is signed in."""
    signed_in = reach_of(actor).user_id is not None
    key = (store.opened, store.sequence, signed_in)

    def read() -> tuple[RegisterTrial, ...]:
        with store.reading(reach_of(actor)) as reader:
            return tuple(_entry(row) for row in reader.rows("trials/register"))

    return _REGISTER.get(key, read)


def _entry(row: Mapping[str, Any]) -> RegisterTrial:
    return RegisterTrial(
        trial=trial_of(row["trial"]),
        version=row["acts"],
        text=row["register_text"],
        file_name=row["file_name"],
        reason=row["reason"],
        closed_on=row["closed_on"],
        closing_reason=row["closing_reason"],
        recorded_by=row["recorded_by"],
        recorded_at=row["recorded_at"],
        registry=_registry(row) if row["registry_version"] is not None else None,
    )


# Most acts are about no trial: what the same text says is read once.
@lru_cache(maxsize=1024)
def trial_of(text: str) -> Trial:
    """The trial that an act kept as JSON, its previous drugs by the names that are known now."""
    return with_names_of_drugs(read_trial(json.loads(text)))


@lru_cache(maxsize=1024)
def sites_of(text: str) -> tuple[Site, ...]:
    """The sites that a registry named, as an act kept them."""
    return tuple(map(read_site, json.loads(text)))


def _registry(row: Mapping[str, Any]) -> RegistryView:
    return RegistryView(
        row["registry_version"], TrialStatus(row["registry_status"]), row["status_text"], row["updated_on"],
        row["registry_title"], sites_of(row["registry_sites"]), row["registry_file"], row["registry_read_at"],
    )  # fmt: skip


def trial_history(reader: Reader, trial_id: str) -> tuple[TrialChange, ...]:
    """All that was recorded of a trial, the newest first; empty where it is not in the register."""
    return tuple(
        TrialChange(
            row["version"],
            row["what"],
            row["register_text"],
            row["file_name"],
            row["reason"],
            row["happened_on"],
            row["recorded_by"],
            row["recorded_at"],
        )
        for row in reader.rows("trials/history", trial_id=trial_id)
    )


def distances(reader: Reader) -> tuple[DistanceView, ...]:
    """How far each site lies from each centre, where somebody said so."""
    return tuple(
        DistanceView(row["centre_id"], row["centre"], row["site"], row["km"], row["minutes"], row["version"])
        for row in reader.rows("trials/distances")
    )
