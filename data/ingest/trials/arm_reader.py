"""Steps, arms and dose levels of a trial, flattened to the places where a patient can be entered."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from data.ingest.trials.criteria_reader import read_match
from data.ingest.trials.nodes import Keyed, Node
from data.ingest.trials.status_words import status_of
from data.ingest.trials.walking import Notes, items_of, maps_under, text_of, unknown_keys
from domain.trials.criteria import All, Tree
from domain.trials.trial import Arm, TrialStatus

_OWN = ("arm_status", "slots_open", "drug_list", "match")
_STEP = (
    "step_code", "step_internal_id", "step_type", "step_description", "arm", "match", "step_suspended",
)  # fmt: skip
_ARM = (*_OWN, "arm_code", "arm_description", "arm_internal_id", "arm_suspended", "arm_type", "dose_level")
_LEVEL = (*_OWN, "level_code", "level_description", "level_internal_id", "level_suspended")


@dataclass(frozen=True, slots=True)
class _Place:
    """An arm with the step it stands in, until the codes are made unique."""

    step: str
    arm: Arm


def read_arms(trial: Keyed, notes: Notes) -> tuple[Arm, ...]:
    """The arms of a trial's ``treatment_list``, what step and arm ask included in each.

    A dose level with criteria of its own is an arm of its own; a step with criteria and no arms is one.
    """
    places = [
        place
        for path, step in maps_under(trial, "treatment_list", "step", "", notes)
        for place in _of_step(step, path, notes)
    ]
    return tuple(_unique(places))


def _of_step(step: Keyed, path: str, notes: Notes) -> Iterator[_Place]:
    unknown_keys(step, _STEP, path, notes)
    code = text_of(step.entries.get("step_code")) or "1"
    asked = read_match(step.entries.get("match"), f"{path}.match", notes)
    arms = list(maps_under(step, "arm", "arm", path, notes))
    if not arms and asked is not None:
        yield _Place(code, Arm(f"step {code}", match=asked))
    for where, arm in arms:
        for one in _of_arm(arm, asked, where, notes):
            yield _Place(code, one)


def _of_arm(arm: Keyed, above: Tree | None, path: str, notes: Notes) -> Iterator[Arm]:
    unknown_keys(arm, _ARM, path, notes)
    code = text_of(arm.entries.get("arm_code"))
    if code is None:
        notes.error(f"{path}.arm_code", arm.line, "nothing", "the arm's code, for example ARM 1")
        code = "arm"
    own_asked = read_match(arm.entries.get("match"), f"{path}.match", notes)
    whole = _described(arm, "arm", code, (above, own_asked), path, notes)
    levels = [
        (where, level, read_match(level.entries.get("match"), f"{where}.match", notes))
        for where, level in maps_under(arm, "dose_level", "dose_level", path, notes)
    ]
    for _, level, _ in levels:
        unknown_keys(level, _LEVEL, f"{path}.dose_level", notes)
    own = [one for one in levels if one[2] is not None]
    for where, level, asked in own:
        name = text_of(level.entries.get("level_code")) or "?"
        made = _described(level, "level", f"{code}, level {name}", (whole.match, asked), where, notes)
        suspended = whole.status in {TrialStatus.SUSPENDED, TrialStatus.CLOSED}
        yield replace(made, status=whole.status) if suspended else made
    if len(own) == len(levels) and own:
        return
    states = [_state(level, "level", notes, where) for where, level, asked in levels if asked is None]
    if states and all(state is TrialStatus.SUSPENDED for state in states):
        whole = replace(whole, status=TrialStatus.SUSPENDED)
    yield whole


def _described(
    node: Keyed, kind: str, code: str, asked: tuple[Tree | None, Tree | None], path: str, notes: Notes
) -> Arm:
    both = [one for one in asked if one is not None]
    return Arm(
        code=code,
        description=text_of(node.entries.get(f"{kind}_description")),
        status=_state(node, kind, notes, path),
        slots_open=read_slots(node, path, notes),
        drugs=read_drugs(node, path, notes),
        match=All(tuple(both)) if len(both) > 1 else both[0] if both else None,
    )


def _state(node: Keyed, kind: str, notes: Notes, path: str) -> TrialStatus:
    said = read_status(node, "arm_status", path, notes)
    if said is not TrialStatus.UNKNOWN:
        return said
    key = f"{kind}_suspended"
    suspended = text_of(node.entries.get(key))
    known = {"y": TrialStatus.SUSPENDED, "n": TrialStatus.OPEN, None: TrialStatus.UNKNOWN}
    state = known.get(suspended.casefold() if suspended else None)
    if state is None:
        notes.unknown(f"{path}.{key}", node.lines[key], suspended or "", "Y or N")
    return state or TrialStatus.UNKNOWN


def read_status(node: Keyed, key: str, path: str, notes: Notes) -> TrialStatus:
    """A status by its words; other words are noted and leave it unknown."""
    said = text_of(node.entries.get(key))
    if said is None:
        return TrialStatus.UNKNOWN
    known = status_of(said)
    if known is None:
        where = f"{path}.{key}" if path else key
        notes.unknown(where, node.lines[key], said, "Open to accrual, Not yet open, Suspended or Closed")
    return known or TrialStatus.UNKNOWN


def read_slots(node: Keyed, path: str, notes: Notes) -> int | None:
    """The number of free places; ``None`` where nobody said, and with an error for another text."""
    said = text_of(node.entries.get("slots_open"))
    if said is None:
        return None
    if not (said.isascii() and said.isdecimal() and len(said) <= 5):
        notes.error(f"{path}.slots_open", node.lines["slots_open"], said, "a number of free places")
        return None
    return int(said)


def read_drugs(node: Keyed, path: str, notes: Notes) -> tuple[str, ...]:
    """The drugs of a ``drug_list``: names, or maps with ``drug_name``."""
    held = node.entries.get("drug_list")
    if isinstance(held, Keyed):
        unknown_keys(held, ("drug",), f"{path}.drug_list" if path else "drug_list", notes)
        held = held.entries.get("drug")
    names = (_drug_name(one) for one in items_of(held))
    return tuple(dict.fromkeys(name for name in names if name))


def _drug_name(node: Node) -> str | None:
    return text_of(node.entries.get("drug_name") if isinstance(node, Keyed) else node)


def _unique(places: list[_Place]) -> Iterator[Arm]:
    """The arms, each by a code of its own: one that stands in several steps is told by its step."""
    often = Counter(place.arm.code for place in places)
    given: set[str] = set()
    for place in places:
        wanted = place.arm.code
        code = wanted if often[wanted] == 1 else f"step {place.step}, {wanted}"
        number = 2
        while code in given:
            code, number = f"step {place.step}, {wanted} ({number})", number + 1
        given.add(code)
        yield place.arm if code == wanted else replace(place.arm, code=code)
