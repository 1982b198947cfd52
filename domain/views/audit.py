"""What the administrator sees: every act, and every user with her roles."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.people import Role


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What the record of acts is narrowed to; ``None`` leaves it whole."""

    actor_id: str | None = None
    role: str | None = None
    verb: str | None = None
    since: date | None = None
    """First day, as the server's clock says it in UTC."""
    until: date | None = None
    """Last day, likewise."""
    subject: str | None = None
    """The beginning of a subject's id, or its end as the table shows it."""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act as the journal has it."""

    sequence: int
    recorded_at: datetime
    """UTC."""
    actor_id: str
    actor: str
    """The name, or the id of who is no longer known by name."""
    role: str
    on_behalf_of: str | None
    verb: str
    subject_kind: str
    subject_id: str
    subject_version: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page of acts, the newest first, and how many fit the filter."""

    rows: tuple[AuditRow, ...]
    of: int


@dataclass(frozen=True, slots=True)
class AuditChoices:
    """What occurs in the record, for its filters."""

    actors: tuple[tuple[str, str], ...]
    """Id and name."""
    roles: tuple[str, ...]
    verbs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that a user holds, with the place it is for."""

    role: Role
    centre_id: str | None
    laboratory_id: str | None
    place: str
    """The name of the centre or laboratory; empty where the role has none."""

    @property
    def label(self) -> str:
        """The role as it is shown, with its place."""
        return f"{self.role.label}, {self.place}" if self.place else self.role.label


@dataclass(frozen=True, slots=True)
class UserRow:
    """A registered user, also one without any role."""

    user_id: str
    name: str
    version: int
    """How many acts were recorded on her: what a form says it has seen."""
    roles: tuple[HeldRole, ...]
