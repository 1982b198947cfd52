"""How a command writes while the app holds the store: it lays a request, the app records it.

``inbox/<id>/request.json`` appears whole, by a rename; the answer is laid beside it as ``done.json`` or
``refused.json``.  A request carries the token of its act, so that one which was recorded but not yet
answered when the power went is recorded once.
"""

import json
import logging
import os
import re
import shutil
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.arrived_release import ArrivedRelease, record_arrived_release
from data.arrived_run import ArrivedRun, record_arrived_run
from data.journal import Event, new_id
from data.plain_values import restored
from data.reach import actors
from data.record import cases, meetings
from data.record.act import plain
from data.store import Project, Store, StoreHeld, open_store
from domain.cases import CaseOpening
from domain.meetings import Meeting
from domain.people import Act, Actor
from domain.refused import Refused

log = logging.getLogger("mtb")

_NAME = re.compile(r"[0-9a-f-]{36}")
_POLL_SECONDS = 0.2

Record = Callable[[Store, Actor, Any, str], Event]


def _run(store: Store, actor: Actor, value: ArrivedRun, token: str) -> Event:
    return record_arrived_run(store, actor, value, 0, token)


def _case(store: Store, actor: Actor, value: CaseOpening, token: str) -> Event:
    return cases.record_case(store, actor, value, 0, token)


def _meeting(store: Store, actor: Actor, value: Meeting, token: str) -> Event:
    return meetings.record_meeting(store, actor, (None, value), 0, token)


def _release(store: Store, actor: Actor, value: ArrivedRelease, token: str) -> Event:
    return record_arrived_release(store, actor, value, 0, token)


KINDS: dict[str, tuple[Act, type[Any], Record]] = {
    "run": (Act.BRING_RUN_IN, ArrivedRun, _run),
    "case": (Act.OPEN_CASE, CaseOpening, _case),
    "meeting": (Act.PLAN_MEETING, Meeting, _meeting),
    "release": (Act.MANAGE_REFERENCE, ArrivedRelease, _release),
}
"""What can be asked for; each makes a subject of its own, so that no request can be stale."""


@dataclass(frozen=True, slots=True)
class Request:
    """An act that a user asks for."""

    kind: str
    """One of ``KINDS``."""
    user_id: str
    value: Any
    token: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """The act was recorded."""

    sequence: int
    subject_id: str


def lay(home: Path, request: Request) -> str:
    """Lay a request into the inbox, on disk before it appears; return its id."""
    request_id = new_id()
    folder, hidden = home / "inbox" / request_id, home / "inbox" / f".{request_id}"
    hidden.mkdir(parents=True, mode=0o700)
    _write(
        hidden / "request.json",
        {
            "kind": request.kind,
            "user_id": request.user_id,
            "token": request.token,
            "value": plain(request.value),
        },
    )
    hidden.rename(folder)
    return request_id


def answer_to(home: Path, request_id: str) -> Recorded | None:
    """What came of a request, ``None`` while nothing did. Raises ``Refused`` with its sentence."""
    folder = home / "inbox" / request_id
    if (done := folder / "done.json").exists():
        found = json.loads(done.read_text(encoding="utf-8"))
        return Recorded(found["sequence"], found["subject_id"])
    if (refused := folder / "refused.json").exists():
        raise Refused(json.loads(refused.read_text(encoding="utf-8"))["sentence"])
    return None


def forget(home: Path, request_id: str) -> None:
    """Remove a request whose answer was read; whoever answers sees it whole, or not at all."""
    hidden = home / "inbox" / f".{request_id}"
    with suppress(OSError):
        (home / "inbox" / request_id).rename(hidden)
    shutil.rmtree(hidden, ignore_errors=True)


def record_waiting(store: Store) -> int:
    """Record every request that waits, oldest first; return how many were answered."""
    answered = 0
    for folder in sorted((store.home / "inbox").iterdir()):
        if not _NAME.fullmatch(folder.name) or folder.is_symlink() or not (folder / "request.json").is_file():
            continue
        if (folder / "done.json").exists() or (folder / "refused.json").exists():
            continue
        name, body = _answer(store, folder / "request.json")
        try:
            _write(folder / f".{name}", body)
        except FileNotFoundError:
            # It was answered before, and forgotten while it was looked at.
            continue
        (folder / f".{name}").rename(folder / name)
        answered += 1
    return answered


def _answer(store: Store, path: Path) -> tuple[str, dict[str, Any]]:
    try:
        event = record(store, _read(path))
    except Refused as refused:
        return "refused.json", {"sentence": refused.sentence}
    except Exception:
        number = new_id()[-12:]
        log.exception("A request of the inbox failed, number %s", number)
        sentence = (
            "This could not be recorded because of a fault in the program; nothing was recorded. "
            f"Tell the administrator the number {number}."
        )
        return "refused.json", {"sentence": sentence}
    return "done.json", {"sequence": event.sequence, "subject_id": event.subject_id}


def _read(path: Path) -> Request:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        kind, user_id, token = (str(found[name]) for name in ("kind", "user_id", "token"))
        return Request(kind, user_id, restored(KINDS[kind][1], found["value"]), token)
    except (ValueError, TypeError, LookupError, OSError) as error:
        raise Refused(
            f"The request in the inbox is not of the form this program writes ({error}); nothing was "
            "recorded. Give the command again."
        ) from error


def record(store: Store, request: Request) -> Event:
    """Record a request with the named user's permissions. Raises ``Refused`` as every act does."""
    act, _, record_it = KINDS[request.kind]
    held = actors(store, request.user_id)
    if not held:
        raise Refused(f"There is no user {request.user_id}; nothing was recorded. Name another with --as.")
    actor = next((one for one in held if one.may(act)), held[0])
    return record_it(store, actor, request.value, request.token)


def record_or_lay(
    home: Path, projections: Mapping[tuple[str, int], Project], request: Request, seconds: float = 60.0
) -> Recorded:
    """Record directly, or through the inbox when an app holds the store; wait for what comes of it.

    Raises ``Refused`` with the sentence when it is not recorded, or not answered within ``seconds``: then
    the request stays and is recorded by the app as soon as it can.
    """
    try:
        return _directly(home, projections, request)
    except StoreHeld:
        request_id = lay(home, request)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            found = answer_to(home, request_id)
        except Refused:
            forget(home, request_id)
            raise
        if found is not None:
            forget(home, request_id)
            return found
        time.sleep(_POLL_SECONDS)
    raise Refused(
        f"The app that holds the store has not answered within {seconds:g} seconds. Your request is kept in "
        "the inbox and is recorded when the app takes it up: do not give the command again."
    )


def _directly(home: Path, projections: Mapping[tuple[str, int], Project], request: Request) -> Recorded:
    store = open_store(home, projections)
    try:
        event = record(store, request)
        # Another command may have found the store held by this one.
        record_waiting(store)
    finally:
        store.close()
    return Recorded(event.sequence, event.subject_id)


def _write(path: Path, body: Mapping[str, Any]) -> None:
    with path.open("w", encoding="utf-8") as file:
        json.dump(body, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
