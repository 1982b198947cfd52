"""Every act, and every user with her roles, for the administrator."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict

from data.read.choices import label
from data.store import Reader
from domain.people import Role
from domain.views.audit import AuditChoices, AuditFilter, AuditPage, AuditRow, HeldRole, UserRow


def acts(reader: Reader, narrowed: AuditFilter, most: int, skip: int = 0) -> AuditPage:
    """The acts that fit the filter, the newest first: ``most`` after ``skip``, and the count of all."""
    values = asdict(narrowed)
    found = reader.row("audit/act_count", **values)
    rows = reader.rows("audit/acts", **values, most=most, skip=skip)
    kept = tuple(AuditRow(**{**row, "reason": _in_words(row["verb"], row["reason"])}) for row in rows)
    return AuditPage(kept, int(found["acts"]) if found else 0)


def every_act(reading: Callable[[], AbstractContextManager[Reader]], narrowed: AuditFilter) -> AuditPage:
    """All acts that fit the filter, for a file; ``reading`` opens a look of its own."""
    with reading() as reader:
        values = asdict(narrowed)
        found = reader.row("audit/act_count", **values)
        return acts(reader, narrowed, int(found["acts"]) if found else 0)


def any_synthetic(reader: Reader) -> bool:
    """Whether the store holds patients whom the demo made; the acts on them are then no real ones."""
    found = reader.row("audit/synthetic")
    return bool(found and found["synthetic"])


def _in_words(verb: str, reason: str | None) -> str | None:
    """A coded reason by its label; a written one as it was written."""
    return label("withdrawal_reason", reason) if reason and verb.endswith("_withdrawn") else reason


def audit_choices(reader: Reader) -> AuditChoices:
    """Who acted, in which roles and with which verbs."""
    rows = reader.rows("audit/occurring")
    return AuditChoices(
        actors=tuple(dict.fromkeys((row["actor_id"], row["actor"]) for row in rows)),
        roles=tuple(sorted({row["role"] for row in rows})),
        verbs=tuple(sorted({row["verb"] for row in rows})),
    )


def users(reader: Reader) -> tuple[UserRow, ...]:
    """All registered users by name, those without a role too."""
    found: dict[str, UserRow] = {}
    for row in reader.rows("audit/users"):
        held = () if row["role"] is None else (_held(row),)
        known = found.get(row["user_id"])
        roles = (*known.roles, *held) if known else held
        found[row["user_id"]] = UserRow(row["user_id"], row["name"], row["version"], roles)
    return tuple(found.values())


def _held(row: dict[str, str]) -> HeldRole:
    return HeldRole(Role(row["role"]), row["centre_id"], row["laboratory_id"], row["place"])
