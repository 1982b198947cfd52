"""Tumour types of OncoTree: codes old and new, what stands above them, and the search by words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from data.reference.table import BrokenTable, read_table, require_unique, whole_number
from data.reference.words import plain, words_of

TABLE = "tumour_types.tsv"
COLUMNS = ("code", "name", "main_type", "tissue", "parent", "level")
RETIRED_TABLE = "tumour_types_retired.tsv"
RETIRED_COLUMNS = ("retired_code", "code", "how")
SYNONYMS_TABLE = "tumour_synonyms.tsv"
SYNONYMS_COLUMNS = ("phrase", "code")
ROOT = "TISSUE"
_CHILD = (6, 0)


@dataclass(frozen=True, slots=True)
class TumourType:
    """One node of OncoTree."""

    code: str
    name: str
    main_type: str
    tissue: str
    parent: str
    """Code of the node above; empty for the root."""
    level: int
    """0 for the root, 1 for an organ, then finer and finer."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A tumour type with its words made ready for the search."""

    tumour: TumourType
    name: str
    name_words: tuple[str, ...]
    all_words: tuple[str, ...]
    synonyms: tuple[tuple[str, int], ...]
    """Each phrase with the line it stands on: earlier lines are offered first."""


@cache
def tumour_types() -> tuple[TumourType, ...]:
    """All nodes in the order of OncoTree. Raises ``BrokenTable`` on a damaged file."""
    return nodes_of(read_table(TABLE, COLUMNS).rows)


def nodes_of(rows: tuple[dict[str, str], ...]) -> tuple[TumourType, ...]:
    """The nodes of a table's rows.

    Raises ``BrokenTable`` for a code that is blank or stands twice, a level that is no number, and
    a node that hangs under none.
    """
    require_unique(TABLE, "code", [row["code"] for row in rows])
    known = {row["code"] for row in rows}
    for row in rows:
        if row["parent"] not in known and row["code"] != ROOT:
            raise BrokenTable(
                f"The reference table {TABLE} cannot be used: {row['code']} hangs under an unknown parent. "
                "Put back the file that came with the program."
            )
    return tuple(
        TumourType(
            code=row["code"],
            name=row["name"],
            main_type=row["main_type"],
            tissue=row["tissue"],
            parent=row["parent"],
            level=whole_number(TABLE, "level", row["level"]),
        )
        for row in rows
    )


@cache
def _by_code() -> dict[str, TumourType]:
    """Current and retired codes in upper case; a current code always wins."""
    current = {one.code.upper(): one for one in tumour_types()}
    rows = read_table(RETIRED_TABLE, RETIRED_COLUMNS).rows
    retired = {row["retired_code"].upper(): current[row["code"].upper()] for row in rows}
    return retired | current


@cache
def _entries() -> tuple[_Entry, ...]:
    phrases: dict[str, list[tuple[str, int]]] = {}
    for line, row in enumerate(read_table(SYNONYMS_TABLE, SYNONYMS_COLUMNS).rows):
        phrases.setdefault(row["code"], []).append((plain(row["phrase"]), line))
    return tuple(
        _Entry(
            tumour=one,
            name=plain(one.name),
            name_words=words_of(one.name),
            all_words=words_of(f"{one.name} {one.main_type} {one.tissue}"),
            synonyms=tuple(phrases.get(one.code, ())),
        )
        for one in tumour_types()
        if one.code != ROOT
    )


def tumour_type(code: str) -> TumourType | None:
    """The tumour type of a code; a retired code gives the one that took its place.

    Keep the code as it was recorded beside it. ``None`` when OncoTree never had the code, or when
    it was split into several.
    """
    return _by_code().get(code.strip().upper())


def exactly(text: str) -> TumourType | None:
    """The one tumour type that a text names: its code, its name, or a synonym of it alone.

    ``None`` for what several types go by (``lung cancer``), for a bare organ that is no code in capitals,
    and for part of a name.
    """
    by_code, wanted = tumour_type(text), plain(text)
    if by_code is not None and text.strip().isupper():
        return by_code
    fitting = [one for one in _entries() if any(phrase == wanted for phrase, _ in one.synonyms)]
    if not fitting and by_code is not None and by_code.level > 1:
        return by_code
    fitting = fitting or [one for one in _entries() if one.name == wanted and one.tumour.level > 1]
    return fitting[0].tumour if len(fitting) == 1 and wanted else None


def ancestors(code: str) -> tuple[TumourType, ...]:
    """What stands above a tumour type, nearest first, up to its organ; empty for an unknown code."""
    return tuple(_upwards(tumour_type(code)))


def is_within(code: str, scope: str) -> bool:
    """True when a code is the scope itself or lies under it in the tree."""
    inner, outer = tumour_type(code), tumour_type(scope)
    if inner is None or outer is None:
        return False
    return outer.code in {ROOT, inner.code} or outer in ancestors(code)


def _upwards(one: TumourType | None) -> Iterator[TumourType]:
    while one is not None and one.parent:
        one = _by_code().get(one.parent.upper())
        if one is None or one.code == ROOT:
            return
        yield one


def search(text: str, limit: int = 20) -> tuple[TumourType, ...]:
    """Tumour types for a code, a common name or some words, the likeliest first.

    Case, accents and British or American spelling do not matter; each word may be cut short
    (``lung adeno``). A code brings what lies under it after itself.
    """
    wanted = plain(text)
    if not wanted:
        return ()
    words = tuple(wanted.split())
    by_code = tumour_type(text)
    ranked = []
    for entry in _entries():
        rank = (0, 0) if entry.tumour == by_code else _rank(entry, wanted, words)
        if by_code is not None and rank != (0, 0) and is_within(entry.tumour.code, by_code.code):
            rank = _CHILD
        if rank is not None:
            uncommon = not entry.synonyms
            ranked.append((rank, uncommon, entry.tumour.level, len(entry.name), entry.name, entry.tumour))
    ranked.sort(key=lambda row: row[:5])
    return tuple(row[5] for row in ranked[:limit])


def _rank(entry: _Entry, wanted: str, words: tuple[str, ...]) -> tuple[int, int] | None:
    """How well an entry fits, lower is better; ``None`` when it does not."""
    exact = [line for phrase, line in entry.synonyms if phrase == wanted]
    if exact:
        return (1, exact[0])
    if entry.name == wanted:
        return (2, 0)
    begun = [line for phrase, line in entry.synonyms if len(wanted) >= 3 and phrase.startswith(wanted)]
    if begun:
        return (3, begun[0])
    if entry.name.startswith(wanted) or _closed_up(entry.name).startswith(_closed_up(wanted)):
        return (4, 0)
    if _all_begin(words, entry.name_words):
        return (5, 0)
    if len(wanted) >= 2 and plain(entry.tumour.code).startswith(wanted):
        return (6, 0)
    if _all_begin(words, entry.all_words):
        return (7, 0)
    return None


def _closed_up(text: str) -> str:
    # Gastro-intestinal and gastrointestinal are the same word.
    return text.replace(" ", "")


def _all_begin(words: tuple[str, ...], among: tuple[str, ...]) -> bool:
    return all(any(word.startswith(begun) for word in among) for begun in words)
