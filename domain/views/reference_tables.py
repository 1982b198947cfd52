"""A reference table that ships with the program, as the screen shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """One table with what its head says of its origin."""

    name: str
    """Its file: ``genes.tsv``."""
    title: str
    about: str
    """What it is, in one sentence."""
    group: str
    """The heading it stands under."""
    source: str
    date: str
    version: str
    licence: str
    attribution: str
    """The line that its source asks to be shown; empty where it asks for none."""
    notes: tuple[tuple[str, str], ...]
    """What else its head says, by name."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
