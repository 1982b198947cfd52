"""Which tumours a disease of a knowledge base means, as scopes in OncoTree."""

import re
from dataclasses import dataclass
from functools import cache

from data.reference.table import BrokenTable, read_table, require_unique
from data.reference.tumour_types import ROOT, tumour_type, tumour_types
from data.reference.words import plain
from domain.knowledge.evidence import Scope

TABLE = "disease_scopes.tsv"
COLUMNS = ("doid", "disease", "codes", "condition", "how")
ANY = "*ANY"
SOLID = "*SOLID"
_DOID = re.compile(r"(?:DOID:)?(\d+)")


@dataclass(frozen=True, slots=True)
class _Pair:
    codes: tuple[str, ...]
    any_tumour: bool
    solid_only: bool
    condition: str | None

    def scope(self, text: str) -> Scope:
        """The scope under the disease's name as the source writes it."""
        return Scope(text, self.codes, self.any_tumour, self.solid_only, self.condition)


@cache
def _pairs() -> tuple[dict[str, _Pair], dict[str, _Pair]]:
    """Pairs by Disease Ontology id, and by name. Raises ``BrokenTable`` on a damaged file."""
    return pairs_of(read_table(TABLE, COLUMNS).rows)


def pairs_of(rows: tuple[dict[str, str], ...]) -> tuple[dict[str, _Pair], dict[str, _Pair]]:
    """The pairs of a table's rows, by Disease Ontology id and by name.

    Raises ``BrokenTable`` for an id or a disease that stands twice, and for a code that OncoTree lacks.
    """
    require_unique(TABLE, "disease", [plain(row["disease"]) for row in rows])
    require_unique(TABLE, "doid", [row["doid"] for row in rows if row["doid"]])
    pairs = [(row, _pair(row)) for row in rows]
    return (
        {row["doid"]: pair for row, pair in pairs if row["doid"]},
        {plain(row["disease"]): pair for row, pair in pairs},
    )


def _pair(row: dict[str, str]) -> _Pair:
    written = [code for code in row["codes"].split("|") if code]
    codes = tuple(code for code in written if code not in {ANY, SOLID})
    unknown = [code for code in codes if code not in _current()]
    if unknown or not written or (codes and len(codes) < len(written)):
        raise BrokenTable(
            f"The reference table {TABLE} cannot be used: {row['disease']} has the codes {row['codes']!r}. "
            "Put back the file that came with the program."
        )
    return _Pair(codes, not codes, SOLID in written, row["condition"] or None)


@cache
def _current() -> frozenset[str]:
    return frozenset(one.code for one in tumour_types())


@cache
def _by_name() -> dict[str, str]:
    """Codes by the name of the type in OncoTree, where only one type has it."""
    names: dict[str, list[str]] = {}
    for one in tumour_types():
        if one.level > 1:
            names.setdefault(plain(one.name), []).append(one.code)
    return {name: codes[0] for name, codes in names.items() if len(codes) == 1}


def scope_of(doid: str | None, disease: str) -> Scope:
    """The tumours that a disease means: by its Disease Ontology id, then by its name.

    ``doid`` with or without ``DOID:``. A disease that the table lacks is looked up by the name of exactly one
    tumour type of OncoTree. What cannot be told is a scope that is not mapped. The pairs were made by
    cross-references and by hand and need clinical review (see the table's head).
    """
    by_id, by_disease = _pairs()
    number = _DOID.fullmatch((doid or "").strip())
    pair = by_id.get(f"DOID:{number[1]}") if number else None
    pair = pair or by_disease.get(plain(disease))
    if pair is not None:
        return pair.scope(disease)
    code = _by_name().get(plain(disease))
    return Scope(disease, (code,) if code else ())


def scope_of_codes(text: str) -> Scope | None:
    """The scope of a cell of codes: ``LUAD``, ``COAD|READ``, ``any``, ``any solid``.

    A retired code gives the one that took its place. ``None`` where the cell names no tumour.
    """
    wanted = plain(text)
    if wanted in {"any", "any tumor", "any cancer"}:
        return Scope(text, any_tumour=True)
    if wanted in {"any solid", "any solid tumor", "solid", "solid tumor"}:
        return Scope(text, any_tumour=True, solid_only=True)
    found = [tumour_type(part) for part in re.split(r"[|,;]", text) if part.strip()]
    codes = tuple(one.code for one in found if one is not None and one.code != ROOT)
    return Scope(text, codes) if codes and len(codes) == len(found) else None
