"""What files about trials hold and what becomes of each, told of all of them together.

Functions only: ``importing.py`` draws what is found here.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from components.text import counted
from data.ingest.centre_distances import read_distances
from data.ingest.opening import Unreadable
from data.ingest.problems import ProblemList
from data.ingest.trials import registry
from data.ingest.trials.register_file import read_trials
from data.ingest.trials.register_text import kept_text, write_trial
from data.ingest.trials.registry import read_registry_updates
from data.ingest.trials.source_text import SourceText, text_in
from data.record.trials import record_distances, record_registry_update, record_trial
from domain.problems import Problem
from domain.recommendations import NCT
from domain.refused import Refused
from domain.trial_register import RegisterEntry, RegistryRecord
from domain.trials.reading import RegistryUpdate
from domain.trials.trial import Trial, TrialNumber
from domain.views.choices import Choice
from domain.views.trials import DistanceView, RegisterTrial

MOST_AT_ONCE, MOST_BYTES = 50, registry.MAX_BYTES
_LONGEST = 200
_NCT = re.compile(r"NCT[0-9]{8}")
_UNREAD, _NOTED = "what could not be read", "what is worth knowing"
_REGISTRY_MARK = '"protocolSection"'
_ORDER: tuple[Callable[..., Any], ...] = (record_trial, record_registry_update, record_distances)
"""In which order lines are recorded: a trial before what the registry says of it."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One thing that a file holds, as it will be recorded, or why it will not."""

    file: str
    what: str
    becomes: str
    value: Any = None
    record: Callable[..., Any] | None = None
    version: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def token(self) -> str:
        """Names it among the forms that have a token: the same content is recorded once."""
        return hashlib.sha256(f"{self.file}:{self.what}:{self.value!r}".encode()).hexdigest()[:32]

    @property
    def place(self) -> int:
        """When it is recorded among the others."""
        return len(_ORDER) if self.record is None else _ORDER.index(self.record)


@dataclass(frozen=True, slots=True)
class _File:
    """A file with its text, or with the one line that says why it has none."""

    name: str
    read: SourceText | None = None
    refused: Brought | None = None
    sha256: str = ""

    @property
    def is_table(self) -> bool:
        return self.name.casefold().endswith(".csv")

    @property
    def is_of_registry(self) -> bool:
        return not self.is_table and self.read is not None and _REGISTRY_MARK in self.read.text


@dataclass(frozen=True, slots=True)
class _Named:
    """Under which id a number of ClinicalTrials.gov is known, and which file brings it."""

    trial_id: str
    file: str | None = None


def brought_together(
    files: Sequence[tuple[str, bytes]],
    entries: Sequence[RegisterTrial],
    centres: tuple[Choice, ...],
    ways: Sequence[DistanceView],
) -> list[Brought]:
    """What several files hold, each by its name and bytes; those beyond the limit are told, too.

    They are looked at together, whatever their order: a trial that one of them brings is no new one for
    the registry's record of it, and its sites are known to a table of distances.
    """
    opened = [_opened(name, raw) for name, raw in files[:MOST_AT_ONCE]]
    trials = _trials_of(opened, entries)
    numbers = {one.trial.nct: _Named(one.trial.trial_id) for one in entries if one.trial.nct}
    taken = [one for lines in trials.values() for one in lines if isinstance(one.value, RegisterEntry)]
    numbers |= {one.value.trial.nct: _Named(one.value.trial.trial_id, one.file) for one in taken}
    sites = {site.name for one in entries for site in one.standing.sites}
    sites |= {site.name for one in taken for site in one.value.trial.sites}
    lines: list[Brought] = []
    newest: dict[str, RegistryUpdate] = {}
    for number, file in enumerate(opened):
        if file.read is None:
            lines += [file.refused] if file.refused else []
        elif file.is_table:
            lines.append(_distances(file.name, file.read, centres, ways, sites))
        elif file.is_of_registry:
            lines += _updates(file, entries, numbers, _unread(opened, trials), newest)
        else:
            lines += trials[number]
    why = f"nothing: {MOST_AT_ONCE} files at once; bring it in again after these"
    return lines + [Brought(name, "a file", why) for name, _ in files[MOST_AT_ONCE:]]


def brought(
    name: str,
    raw: bytes,
    entries: Sequence[RegisterTrial],
    centres: tuple[Choice, ...],
    ways: Sequence[DistanceView],
) -> list[Brought]:
    """What one file holds, a line for each trial, record or table in it; its content tells what it is."""
    return brought_together([(name, raw)], entries, centres, ways)


def _opened(name: str, raw: bytes) -> _File:
    if len(raw) > MOST_BYTES:
        why = "nothing: it is larger than a register file can be"
        return _File(name, refused=Brought(name, "a file", why))
    try:
        return _File(name, text_in(raw), sha256=hashlib.sha256(raw).hexdigest())
    except Unreadable as refused:
        why = f"nothing: {refused.seen}; bring {refused.expected}"
        return _File(name, refused=Brought(name, "a file", why))


def _trials_of(opened: Sequence[_File], entries: Sequence[RegisterTrial]) -> dict[int, list[Brought]]:
    """The lines of each file of trials, by its place; a trial that an earlier file brings is told."""
    known = {one.trial.trial_id: one for one in entries}
    numbers = {one.trial.nct: one.trial.trial_id for one in entries if one.trial.nct}
    found: dict[int, list[Brought]] = {}
    first: dict[str, str] = {}
    for number, file in enumerate(opened):
        if file.read is None or file.is_table or file.is_of_registry:
            continue
        lines = _trials(file.name, file.read, known, numbers)
        for place, one in enumerate(lines):
            if isinstance(one.value, RegisterEntry):
                lines[place] = _once(one, one.value.trial, first)
        found[number] = lines
    return found


def _once(line: Brought, trial: Trial, first: dict[str, str]) -> Brought:
    """The line of a trial, or that the files at hand bring it, or its number, twice."""
    names = [name for name in (trial.trial_id, trial.nct) if name]
    twice = next((name for name in names if name in first), None)
    if twice is None:
        first |= dict.fromkeys(names, line.file)
        return line
    why = f"nothing: {twice} stands in {first[twice]}, too; keep one of them"
    return replace(line, becomes=why, value=None, record=None)


def _unread(opened: Sequence[_File], trials: Mapping[int, Sequence[Brought]]) -> dict[str, str]:
    """The numbers of ClinicalTrials.gov in files of trials that could not be read whole, with the file."""
    told: dict[str, str] = {}
    for number, lines in trials.items():
        read = opened[number].read
        if read is not None and any(one.problems and one.becomes.startswith("nothing") for one in lines):
            told |= dict.fromkeys(_NCT.findall(read.text), opened[number].name)
    return told


def _trials(
    name: str, read: SourceText, known: Mapping[str, RegisterTrial], numbers: Mapping[str, str]
) -> list[Brought]:
    reading = read_trials(read.text, name)
    problems = (*_notes(name, read), *reading.problems)
    lines = []
    for trial in reading.trials:
        # The text of one trial is kept as it was written; of several in a file each gets its own.
        alone = len(reading.trials) == 1 and not reading.errors
        lines.append(_trial(name, trial, kept_text(read.text, trial) if alone else write_trial(trial), known))
        other = numbers.get(trial.nct or "", trial.trial_id)
        if lines[-1].record is not None and other != trial.trial_id:
            why = f"nothing: {trial.nct} stands in the register as {other}; write a new version of that one"
            lines[-1] = replace(lines[-1], becomes=why, value=None, record=None)
    if problems or not lines:
        errors = len(reading.errors)
        became = f"nothing: {counted(errors, 'error')}" if errors or not lines else "a note: it was taken"
        lines.append(Brought(name, _UNREAD if errors or not lines else _NOTED, became, problems=problems))
    return lines


def _trial(name: str, trial: Trial, own: str, known: Mapping[str, RegisterTrial]) -> Brought:
    entry = known.get(trial.trial_id)
    what = f"{trial.trial_id}, {trial.short_title}"
    if entry is not None and entry.text == own and entry.closed_on is None:
        return Brought(name, what, "nothing: it stands in the register with this text")
    becomes = "a new trial" if entry is None else f"a new version, after {entry.version}"
    try:
        value = RegisterEntry(trial, own, name)
    except Refused as refused:
        return Brought(name, what[:_LONGEST], f"nothing: {refused.sentence}")
    return Brought(name, what, becomes, value, record_trial, entry.version if entry else 0)


def _updates(
    file: _File,
    entries: Sequence[RegisterTrial],
    numbers: dict[str, _Named],
    unread: Mapping[str, str],
    newest: dict[str, RegistryUpdate],
) -> Iterable[Brought]:
    if file.read is None:
        return
    reading = read_registry_updates(file.read.text, file.name)
    versions = {one.trial.nct: one.registry.version for one in entries if one.registry}
    for update in reading.updates:
        what = f"{update.nct}, {update.status.label.lower()}, {counted(len(update.sites), 'site')}"
        named = numbers.get(update.nct)
        if update.nct in newest:
            yield Brought(file.name, what, "nothing: another file holds a record of this number, too")
            continue
        if named is None and update.nct in unread:
            why = f"nothing yet: correct {unread[update.nct]} first, which names this trial"
            yield Brought(file.name, what, why)
            continue
        newest[update.nct] = update
        if named is None:
            yield _prefilled(file.name, update)
        value = RegistryRecord(update, file.name, file.sha256)
        becomes = f"what the registry says of {named.trial_id if named else update.nct}"
        becomes += f", which {named.file} brings" if named and named.file else ""
        version = versions.get(update.nct, 0)
        yield Brought(file.name, what, becomes, value, record_registry_update, version)
    problems = (*_notes(file.name, file.read), *reading.problems)
    if problems or not reading.updates:
        yield Brought(file.name, _UNREAD, "nothing", problems=problems)


def _prefilled(name: str, update: RegistryUpdate) -> Brought:
    """A trial that is not in the register: what the registry tells of it, without whom it takes."""
    trial = Trial(
        trial_id=update.nct,
        short_title=update.title or update.nct,
        title=update.official_title,
        numbers=(TrialNumber(NCT, update.nct),),
        phase=update.phase,
        sponsor=update.sponsor,
        drugs=update.drugs,
    )
    becomes = "a new trial without criteria: it fits nobody before they are written"
    entry = RegisterEntry(trial, write_trial(trial), name)
    return Brought(name, f"{update.nct}, {trial.short_title}", becomes, entry, record_trial)


def _distances(
    name: str,
    read: SourceText,
    centres: tuple[Choice, ...],
    ways: Sequence[DistanceView],
    sites: Collection[str],
) -> Brought:
    reading = read_distances(read.text, name, centres, sites)
    problems = (*_notes(name, read), *reading.problems)
    if reading.table is None:
        return Brought(name, "distances", "nothing", problems=problems)
    version = max((one.version for one in ways), default=0)
    what = counted(len(reading.table.rows), "distance")
    becomes = "what is known of these ways"
    return Brought(name, what, becomes, reading.table, record_distances, version, problems)


def _notes(name: str, read: SourceText) -> tuple[Problem, ...]:
    problems = ProblemList(name)
    read.note_in(problems)
    return problems.all()
