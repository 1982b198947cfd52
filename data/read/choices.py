"""The lists people choose from, for forms."""

from data.reference import codes, drugs, tumour_types
from data.store import Reader
from domain.views.choices import Choice


def choices(system: str) -> tuple[Choice, ...]:
    """A coded list in its own order, e.g. ``reason_not_followed``."""
    return tuple(Choice(c.code, c.label, c.group, c.definition) for c in codes.codes(system))


def label(system: str, code: str | None) -> str:
    """How a code is shown; empty where there is none."""
    return "" if code is None else codes.label(system, code)


def tumour_choices(text: str, limit: int = 20) -> tuple[Choice, ...]:
    """Tumour types of OncoTree that fit a search text, the best first."""
    return tuple(
        Choice(t.code, f"{t.name} ({t.code})", t.main_type) for t in tumour_types.search(text, limit)
    )


def tumour_name(code: str) -> str:
    """The name of a tumour type; the code itself where OncoTree has none."""
    found = tumour_types.tumour_type(code)
    return found.name if found else code


def drug_choices(text: str, limit: int = 20) -> tuple[Choice, ...]:
    """Drugs that fit a search text."""
    return tuple(Choice(d.name, d.name) for d in drugs.search_drugs(text, limit))


def centre_choices(reader: Reader) -> tuple[Choice, ...]:
    """All centres by name."""
    return tuple(Choice(r["centre_id"], r["name"]) for r in reader.rows("people/centres"))


def laboratory_choices(reader: Reader) -> tuple[Choice, ...]:
    """All laboratories by name."""
    return tuple(Choice(r["laboratory_id"], r["name"]) for r in reader.rows("people/laboratories"))
