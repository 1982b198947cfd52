"""Goes through a register file node by node and notes what it cannot take, by line and path."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data.ingest.problems import ProblemList
from data.ingest.trials.nodes import Keyed, Many, Node, Text, shown
from data.ingest.trials.person_keys import names_persons
from domain.problems import Severity


@dataclass(slots=True)
class Notes:
    """The problems of one trial of a file, and whether one of them forbids to take it."""

    problems: ProblemList
    refused: bool = False
    other_genes: frozenset[str] = frozenset()
    """Genes that the trial's author says are meant, though the program's tables lack them."""

    def error(self, path: str, line: int, seen: str, expected: str) -> None:
        """Note what forbids to take the trial."""
        self.refused = True
        self.problems.add(Severity.REFUSED_ROW, path, line, seen, expected)

    def unknown(self, path: str, line: int, seen: str, expected: str) -> None:
        """Note what was not recognised: the trial is taken without it, its text stays in the file kept."""
        self.problems.add(Severity.UNKNOWN, path, line, seen, expected)

    def unknown_key(self, path: str, line: int, key: str, value: Node) -> None:
        """Note a key that the program does not know; of one that names persons only that it stands there."""
        if names_persons(key):
            self.note(path, line, key, "no names of persons: this key is left out of the text that is kept")
        else:
            self.unknown(path, line, f"{key}: {shown(value)}", "a key of the register")

    def note(self, path: str, line: int, seen: str, expected: str) -> None:
        """Note something taken that is worth knowing."""
        self.problems.note(path, line, seen, expected)


def text_of(node: Node | None) -> str | None:
    """A value as text, ``None`` for an empty one, a list or a map."""
    if not isinstance(node, Text) or node.value is None:
        return None
    return node.value.strip() or None


def items_of(node: Node | None) -> tuple[Node, ...]:
    """The parts of a list; a single value or map is a list of one, nothing is none."""
    if node is None or (isinstance(node, Text) and node.value is None):
        return ()
    return node.items if isinstance(node, Many) else (node,)


def unknown_keys(node: Keyed, known: Iterable[str], path: str, notes: Notes) -> None:
    """Note the keys of a map that the program does not know."""
    wanted = set(known)
    for key, value in node.entries.items():
        if key not in wanted:
            notes.unknown_key(f"{path}.{key}" if path else key, node.lines[key], key, value)


def maps_under(node: Keyed, outer: str, inner: str, path: str, notes: Notes) -> Iterator[tuple[str, Keyed]]:
    """The maps of CTML's double lists (``site_list: site: [...]``) with their paths; others are noted."""
    held = node.entries.get(outer)
    base = f"{path}.{outer}" if path else outer
    if held is None or (isinstance(held, Text) and held.value is None):
        return
    if isinstance(held, Keyed):
        unknown_keys(held, (inner,), base, notes)
        held, base = held.entries.get(inner), f"{base}.{inner}"
    for number, one in enumerate(items_of(held), start=1):
        if isinstance(one, Keyed):
            yield f"{base}[{number}]", one
        else:
            notes.unknown(f"{base}[{number}]", one.line, shown(one), "keys with values")
