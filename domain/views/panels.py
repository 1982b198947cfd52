"""Panel lists as the screen shows them, and what the one in force says of a case."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.panel_answers import PanelAnswer
from domain.panels import panel_title


@dataclass(frozen=True, slots=True)
class PanelListView:
    """One panel list without its rows."""

    panel_id: str
    """SHA-256 of the file it was read from."""
    name: str
    source: str
    version: str
    dated: date
    rows: int
    example: bool
    loaded_by: str | None
    """``None`` for the example, which comes with the program."""
    loaded_at: datetime | None
    in_force: bool

    @property
    def title(self) -> str:
        """How it is named wherever it is used; an example says so first."""
        return panel_title(self.name, self.version, self.dated, self.example)


@dataclass(frozen=True, slots=True)
class PanelSwitch:
    """One time that the list in force was switched."""

    title: str | None
    """The list that was in force from then on; ``None`` for none."""
    reason: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class PanelLists:
    """Every panel list, the newest first and the example last, and how it was switched."""

    version: int
    """How often the list in force was switched: what a form about it was drawn from."""
    lists: tuple[PanelListView, ...]
    switches: tuple[PanelSwitch, ...]
    """The newest first."""

    @property
    def in_force(self) -> PanelListView | None:
        """The list in force, ``None`` where none is."""
        return next((one for one in self.lists if one.in_force), None)


@dataclass(frozen=True, slots=True)
class PanelFinding:
    """One finding of a case with what the list says of it."""

    label: str
    why: str
    """Why it is asked: reported, advice rests on it, its classification."""
    dated: date
    """The day of its profile, on which a row has to be valid."""
    answer: PanelAnswer


@dataclass(frozen=True, slots=True)
class CasePanel:
    """What the list in force would have found of a case."""

    title: str
    source: str
    example: bool
    findings: tuple[PanelFinding, ...]
