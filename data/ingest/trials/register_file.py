"""A file of the register of trials: YAML (several trials as documents or as a list) or JSON."""

from pathlib import Path

from data.ingest.opening import Unreadable
from data.ingest.problems import ProblemList
from data.ingest.trials.criteria_reader import read_match
from data.ingest.trials.nodes import MAX_BYTES, Keyed, Many, Node, Refusal, documents, shown
from data.ingest.trials.source_text import text_of
from data.ingest.trials.trial_reader import read_trial
from data.ingest.trials.walking import Notes
from domain.problems import Severity
from domain.trials.reading import CriteriaReading, TrialReading
from domain.trials.trial import Trial

_OF_REGISTRY = frozenset({"protocolSection", "studies"})
_JOINS = frozenset({"and", "or", "not", "genomic", "clinical"})


def _documents(source: Path | str, problems: ProblemList) -> tuple[Node, ...]:
    """The documents of a file or of a text. Raises ``Refusal`` for what is none."""
    try:
        read = text_of(source, MAX_BYTES, "a smaller file; nothing of it was taken")
    except Unreadable as refused:
        raise Refusal(0, refused.seen, refused.expected) from refused
    read.note_in(problems)
    return documents(read.text)


def read_trials(source: Path | str, name: str) -> TrialReading:
    """The trials of a file, or of its text; ``name`` is the file's, for the problems. Never raises.

    A trial with an error anywhere in it is not taken and its problems say where; the others are.
    """
    problems = ProblemList(name)
    try:
        nodes = _trials_in(_documents(source, problems))
    except Refusal as refused:
        problems.add(Severity.REFUSED_FILE, "", refused.line, refused.seen, refused.expected)
        return TrialReading((), problems.all())
    if not nodes:
        problems.add(Severity.REFUSED_FILE, "", 0, "an empty file", "at least one trial")
    trials: dict[str, Trial] = {}
    for node in nodes:
        notes = Notes(problems)
        if not isinstance(node, Keyed):
            notes.error("", node.line, shown(node), "a trial: keys with values, protocol_no first")
            continue
        if _OF_REGISTRY & set(node.entries):
            expected = "a register file; this one of ClinicalTrials.gov refreshes status and sites"
            notes.error("", node.line, shown(node), expected)
            continue
        made = read_trial(node, notes)
        if made is not None and made.trial_id in trials:
            notes.error("protocol_no", node.line, made.trial_id, "every trial once in a file")
        elif made is not None:
            trials[made.trial_id] = made
    return TrialReading(tuple(trials.values()), problems.all())


def _trials_in(nodes: tuple[Node, ...]) -> list[Node]:
    return [one for node in nodes for one in (node.items if isinstance(node, Many) else (node,))]


def read_criteria(text: str, name: str) -> CriteriaReading:
    """Criteria alone, as they stand under ``match`` of a trial, for a planned biomarker. Never raises."""
    problems = ProblemList(name)
    notes = Notes(problems)
    try:
        nodes = _documents(text, problems)
    except Refusal as refused:
        problems.add(Severity.REFUSED_FILE, "", refused.line, refused.seen, refused.expected)
        return CriteriaReading(None, problems.all())
    node: Node | None = nodes[0] if len(nodes) == 1 else None
    if isinstance(node, Keyed) and "match" in node.entries:
        for key in node.entries:
            if key != "match":
                notes.error(key, node.lines[key], key, "criteria under `match`, and no other key")
        node = node.entries["match"]
    elif isinstance(node, Keyed) and not set(node.entries) <= _JOINS:
        unfit = next(key for key in node.entries if key not in _JOINS)
        notes.error(unfit, node.lines[unfit], unfit, "and, or, not, genomic, clinical")
        node = None
    tree = read_match(node, "match", notes)
    if tree is None and not notes.refused:
        notes.error("match", 0, "nothing", "at least one criterion")
    return CriteriaReading(None if notes.refused else tree, problems.all())
