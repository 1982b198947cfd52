"""The register of trials: an entry is written anew, never edited; what a registry says stands beside it."""

import json

from data.journal import Event
from data.record.act import add, append, content, permitted, plain, projects, reached, reading_as, stamp
from data.store import Store, Writer
from domain.people import Act, Actor
from domain.refused import Refused
from domain.trial_register import DistanceTable, RegisterEntry, RegistryRecord, TrialClosing
from domain.trials.written import written_site, written_trial

DISTANCES = "trial_distances"
"""Under this id the acts on the table of distances count their versions."""


def subject_of(trial_id: str) -> str:
    """The id under which the acts on a trial count their versions."""
    return f"trial:{trial_id}"


def registry_subject_of(nct: str) -> str:
    """The id under which what a registry says of a trial counts its versions."""
    return f"registry:{nct}"


def _as_told(writer: Writer, event: Event, table: str, names: tuple[str, ...], **made: str | None) -> None:
    """A row of a table with its version: what the event tells by these names, and what is made of them."""
    it = content(event)
    add(writer, event, table, version=event.subject_version, **{name: it[name] for name in names}, **made)


def record_trial(store: Store, actor: Actor, value: RegisterEntry, seen_version: int, token: str) -> Event:
    """Bring a trial, or a new version of it, into the register; ``seen_version`` is 0 for a new one.

    A version after a closing opens the trial again, by its own status.  Raises ``Refused`` for who may
    not keep the register, for a text that stands there already, and for a number of ClinicalTrials.gov
    that another trial has; ``Stale`` when somebody changed the trial meanwhile.
    """
    now = permitted(store, actor, Act.KEEP_TRIALS)
    trial = value.trial
    with reading_as(store, now) as reader:
        known = reader.row("trials/known", trial_id=trial.trial_id)
        named = reader.rows("trials/with_nct", nct=trial.nct) if trial.nct else []
    if known and known["register_text"] == value.text and known["closed_on"] is None:
        raise Refused(f"{trial.trial_id} stands in the register with this very text; nothing was recorded.")
    other = next((row["trial_id"] for row in named if row["trial_id"] != trial.trial_id), None)
    if other is not None:
        raise Refused(
            f"{trial.nct} stands in the register as {other}; nothing was recorded. Write a new version of "
            f"that one, or correct the number."
        )
    payload = {
        "trial_id": trial.trial_id,
        "trial": written_trial(trial),
        "text": value.text,
        "file_name": value.file_name,
        "reason": value.reason,
        "audit_reason": f"{trial.trial_id}, {trial.short_title}",
    }
    subject = ("trial", subject_of(trial.trial_id))
    return append(store, now, "trial_recorded", subject, seen_version, token, payload)


@projects("trial_recorded")
def project_trial(writer: Writer, event: Event) -> None:
    """A trial as its text says it."""
    it = content(event)
    trial = it["trial"]
    numbers = trial.get("numbers", ())
    _as_told(
        writer,
        event,
        "trial",
        ("trial_id", "file_name", "reason"),
        short_title=trial["short_title"],
        nct=next((one["number"] for one in numbers if one["registry"] == "nct"), None),
        trial=json.dumps(trial, ensure_ascii=False),
        register_text=it["text"],
    )


def record_trial_closed(
    store: Store, actor: Actor, value: TrialClosing, seen_version: int, token: str
) -> Event:
    """Close a trial to all patients of this board; it stays in the register and fails whoever is matched.

    Raises ``Refused`` for who may not keep the register, and for a trial that is not in it or is closed
    already; ``Stale`` when somebody changed the trial meanwhile.
    """
    now = permitted(store, actor, Act.KEEP_TRIALS)
    with reading_as(store, now) as reader:
        known = reached(reader, "trial", "trial", trial_id=value.trial_id)
    if known["closed_on"] is not None:
        raise Refused(f"{value.trial_id} is closed already; nothing was recorded.")
    payload = {
        "trial_id": value.trial_id,
        "closed_on": value.closed_on,
        "reason": value.reason,
        "audit_reason": f"{value.trial_id}: {value.reason}",
    }
    subject = ("trial", subject_of(value.trial_id))
    return append(store, now, "trial_closed", subject, seen_version, token, payload)


@projects("trial_closed")
def project_trial_closed(writer: Writer, event: Event) -> None:
    """Since when a trial takes no more patients, and why."""
    _as_told(writer, event, "trial_closing", ("trial_id", "closed_on", "reason"))


def record_registry_update(
    store: Store, actor: Actor, value: RegistryRecord, seen_version: int, token: str
) -> Event:
    """Keep what ClinicalTrials.gov says of a trial; ``seen_version`` is how often it had said something.

    Raises ``Refused`` for who may not keep the register, for a trial that is not in it, for a file that
    was taken before, and for one that is older than what is known; ``Stale`` when another came meanwhile.
    """
    now = permitted(store, actor, Act.KEEP_TRIALS)
    update = value.update
    with reading_as(store, now) as reader:
        named = reader.row("trials/with_nct", nct=update.nct)
    if named is None:
        raise Refused(
            f"No trial of the register has the number {update.nct}; nothing was recorded. Bring the trial in "
            "first, with its number."
        )
    if named["file_sha256"] == value.file_sha256:
        raise Refused(f"{update.nct}: this very file was taken before; nothing was recorded.")
    if update.updated_on and named["updated_on"] and update.updated_on < named["updated_on"]:
        raise Refused(
            f"{update.nct}: this record of {update.updated_on.isoformat()} is older than the one that is "
            f"known, of {named['updated_on'].isoformat()}; nothing was recorded."
        )
    payload = {
        "nct": update.nct,
        "status": update.status,
        "status_text": update.status_text,
        "updated_on": update.updated_on,
        "title": update.title or update.official_title,
        "sponsor": update.sponsor,
        "phase": update.phase,
        "sites": [written_site(one) for one in update.sites],
        "file_name": value.file_name,
        "file_sha256": value.file_sha256,
        "audit_reason": f"{update.nct}: {update.status.label}, {value.file_name}",
    }
    subject = ("registry_record", registry_subject_of(update.nct))
    return append(store, now, "trial_registry_read", subject, seen_version, token, payload)


@projects("trial_registry_read")
def project_registry_update(writer: Writer, event: Event) -> None:
    """What a registry says of a trial."""
    told = (
        "nct", "status", "status_text", "updated_on", "title", "sponsor", "phase", "file_name", "file_sha256",
    )  # fmt: skip
    sites = json.dumps(content(event)["sites"], ensure_ascii=False)
    _as_told(writer, event, "trial_registry", told, sites=sites)


def record_distances(
    store: Store, actor: Actor, value: DistanceTable, seen_version: int, token: str
) -> Event:
    """Keep how far sites lie from centres; each row replaces what was known of its centre and site.

    Raises ``Refused`` for who may not keep the register, ``Unreachable`` for a centre that is not
    registered, and ``Stale`` when somebody brought other distances meanwhile.
    """
    now = permitted(store, actor, Act.KEEP_TRIALS)
    with reading_as(store, now) as reader:
        for centre_id in sorted({one.centre_id for one in value.rows}):
            reached(reader, "centre", "centre", centre_id=centre_id)
    payload = {
        "rows": plain(value.rows),
        "file_name": value.file_name,
        "audit_reason": f"{len(value.rows)} distances, {value.file_name or 'written on the page'}",
    }
    return append(
        store, now, "trial_distances_recorded", (DISTANCES, DISTANCES), seen_version, token, payload
    )


@projects("trial_distances_recorded")
def project_distances(writer: Writer, event: Event) -> None:
    """How far sites lie from centres."""
    told = {name: plain(value) for name, value in stamp(event).items()} | {"version": event.subject_version}
    writer.add_many("trial_distance", [{**row, **told} for row in content(event)["rows"]])
