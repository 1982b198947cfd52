"""The criteria of a trial as CTML writes them (``match``), read into a tree."""

from data.ingest.trials.criteria_values import comparison, listed, texts, tumour, without_bang
from data.ingest.trials.drug_names import treated
from data.ingest.trials.genomic_reader import read_genomic
from data.ingest.trials.nodes import Keyed, Node, shown
from data.ingest.trials.walking import Notes, items_of
from domain.trials.criteria import (
    STATE_VALUES,
    All,
    Any,
    Measure,
    MeasureKind,
    Not,
    State,
    StateKind,
    Tree,
)

DIAGNOSIS = "oncotree_primary_diagnosis"
TREATED = "previous_drugs"
_JOINS = ("and", "or", "not")
_LEAVES = ("genomic", "clinical")


def read_match(node: Node | None, path: str, notes: Notes) -> Tree | None:
    """What a ``match`` asks: all of its list. ``None`` for an empty one, and where it has an error."""
    parts = _parts(items_of(node), path, notes)
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else All(parts)


def _parts(nodes: tuple[Node, ...], path: str, notes: Notes, flat: bool = False) -> tuple[Tree, ...]:
    found: list[Tree] = []
    for number, one in enumerate(nodes, start=1):
        made = _part(one, f"{path}[{number}]", notes)
        # A node of several keys asks all of them: within an `and` they stand beside the others.
        spread = flat and isinstance(made, All) and isinstance(one, Keyed) and set(one.entries) & {*_LEAVES}
        found += made.parts if isinstance(made, All) and spread else () if made is None else (made,)
    return tuple(found)


def _part(node: Node, path: str, notes: Notes) -> Tree | None:
    if not isinstance(node, Keyed) or len(node.entries) != 1:
        notes.error(path, node.line, shown(node), "one of and, or, not, genomic, clinical")
        return None
    ((key, inner),) = node.entries.items()
    path = f"{path}.{key}"
    if key in _LEAVES:
        if not isinstance(inner, Keyed) or not inner.entries:
            notes.error(path, node.lines[key], shown(inner), "keys with values")
            return None
        return read_genomic(inner, path, notes) if key == "genomic" else _clinical(inner, path, notes)
    if key not in _JOINS:
        notes.error(path, node.lines[key], key, "one of and, or, not, genomic, clinical")
        return None
    nodes = items_of(inner)
    if not nodes:
        notes.error(path, node.lines[key], "nothing", f"at least one criterion under `{key}`")
        return None
    parts = _parts(nodes, path, notes, flat=key != "or")
    if not parts:
        return None
    if key == "not":
        return Not(parts[0] if len(parts) == 1 else All(parts))
    return All(parts) if key == "and" else Any(parts)


def _clinical(node: Keyed, path: str, notes: Notes) -> Tree | None:
    """A clinical node: every key is a criterion of its own, and all of them have to hold."""
    known = (DIAGNOSIS, TREATED, *MeasureKind, *StateKind)
    parts: list[Tree] = []
    for key, value in node.entries.items():
        where, line = f"{path}.{key}", node.lines[key]
        if key not in known:
            notes.error(where, line, key, f"one of {', '.join(known)}")
            continue
        said = texts(value, where, line, notes)
        pairs = [without_bang(one) for one in said]
        bangs = {bang for bang, _ in pairs}
        if not pairs or len(bangs) > 1:
            if pairs:
                notes.error(where, line, ", ".join(said), "all values with ! or none")
            continue
        made = _fact(key, tuple(bare for _, bare in pairs), where, line, notes)
        if made is not None:
            parts.append(Not(made) if True in bangs else made)
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _fact(key: str, said: tuple[str, ...], path: str, line: int, notes: Notes) -> Tree | None:
    if key == DIAGNOSIS:
        found = [one for text in said if (one := tumour(text, path, line, notes))]
        return None if len(found) < len(said) else found[0] if len(found) == 1 else Any(tuple(found))
    if key == TREATED:
        return treated(said, path, line, notes)
    if key in tuple(StateKind):
        kind = StateKind(key)
        values = [known for text in said if (known := listed(STATE_VALUES[kind], text, path, line, notes))]
        return State(kind, tuple(dict.fromkeys(values))) if len(values) == len(said) else None
    if len(said) > 1:
        notes.error(path, line, ", ".join(said), "one comparison; several stand in nodes of their own")
        return None
    compared = comparison(said[0], path, line, notes)
    return None if compared is None else Measure(MeasureKind(key), *compared)
