"""Every coded list of the board: labels by language, definitions, and the codes of other systems."""

from dataclasses import dataclass
from functools import cache

from data.reference.table import BrokenTable, read_table

TABLE = "codes.tsv"
COLUMNS = ("system", "code", "language", "label", "group", "short", "definition")
EXPORTS_TABLE = "code_exports.tsv"
EXPORTS_COLUMNS = ("system", "code", "target", "target_code", "relation")
DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a coded list in one language."""

    system: str
    code: str
    """As stored."""
    label: str
    """As shown."""
    group: str
    """The heading it stands under in its list; empty where the list has none."""
    short: str
    """The short name a board may know it by (``C1``, ``I-A``); empty where there is none."""
    definition: str
    """In our own words; empty where the label says all."""


@dataclass(frozen=True, slots=True)
class ExportedCode:
    """What a code becomes in another system."""

    code: str
    relation: str
    """``equivalent``, ``broader`` or ``nearest``: how the other code stands to ours."""


@cache
def _lists() -> dict[tuple[str, str], dict[str, Code]]:
    return lists_of(read_table(TABLE, COLUMNS).rows)


def lists_of(rows: tuple[dict[str, str], ...]) -> dict[tuple[str, str], dict[str, Code]]:
    """Code by its value, in the order of the table, for each (system, language).

    Raises ``BrokenTable`` for a code that is blank, has no label or stands twice in its list.
    """
    lists: dict[tuple[str, str], dict[str, Code]] = {}
    for row in rows:
        one = Code(row["system"], row["code"], row["label"], row["group"], row["short"], row["definition"])
        in_list = lists.setdefault((one.system, row["language"]), {})
        if not one.code or not one.label or one.code in in_list:
            raise BrokenTable(
                f"The reference table {TABLE} cannot be used: {one.system} has a blank or repeated code "
                f"({one.code!r}). Put back the file that came with the program."
            )
        in_list[one.code] = one
    return lists


@cache
def _exports() -> dict[tuple[str, str, str], ExportedCode]:
    exports: dict[tuple[str, str, str], ExportedCode] = {}
    for row in read_table(EXPORTS_TABLE, EXPORTS_COLUMNS).rows:
        key = (row["system"], row["code"], row["target"])
        if key in exports or row["code"] not in _in_language(row["system"], DEFAULT_LANGUAGE):
            raise BrokenTable(
                f"The reference table {EXPORTS_TABLE} cannot be used: {key} stands twice or is no code. "
                "Put back the file that came with the program."
            )
        exports[key] = ExportedCode(row["target_code"], row["relation"])
    return exports


def _in_language(system: str, language: str) -> dict[str, Code]:
    default = _lists().get((system, DEFAULT_LANGUAGE))
    if default is None:
        raise KeyError(f"no coded list is called {system!r}")
    return default | _lists().get((system, language), {})


def systems() -> tuple[str, ...]:
    """The names of all coded lists."""
    return tuple(system for system, language in _lists() if language == DEFAULT_LANGUAGE)


def codes(system: str, language: str = DEFAULT_LANGUAGE) -> tuple[Code, ...]:
    """A coded list in its own order, in English where the language has no label yet.

    Raises ``KeyError`` for a list that does not exist: that is a fault of the program, not of data.
    """
    return tuple(_in_language(system, language).values())


def code(system: str, value: str, language: str = DEFAULT_LANGUAGE) -> Code | None:
    """One entry of a coded list, ``None`` when the list has no such code."""
    return _in_language(system, language).get(value)


def label(system: str, value: str, language: str = DEFAULT_LANGUAGE) -> str:
    """The label of a code. A code that the list does not know is shown raw, never dropped."""
    known = code(system, value, language)
    return known.label if known else value


def exported(system: str, value: str, target: str) -> ExportedCode | None:
    """What a code becomes in another system (``dnpm``, ``mii``, ``snomed``, ``naaccr_1390``, ...).

    ``None`` means that the other system has no word for it: do not export, or say so.
    """
    return _exports().get((system, value, target))
