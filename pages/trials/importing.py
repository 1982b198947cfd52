"""Bringing files into the register: each is read at once and told of, and recorded when it is accepted.

Functions only: ``register.py`` calls them.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components.csv_file import Table, table_shown
from components.keys import wkey
from components.table_in_full import table_in_full
from components.text import counted
from components.trial_editor import problems_shown
from components.uploader import uploader
from data.ingest.centre_distances import TEMPLATE, read_distances
from data.ingest.trials import registry
from data.ingest.trials.nodes import MAX_BYTES
from data.ingest.trials.register_file import read_trials
from data.ingest.trials.register_text import kept_text, write_trial
from data.ingest.trials.registry import read_registry_updates
from data.record.trials import record_distances, record_registry_update, record_trial
from domain.problems import Problem
from domain.recommendations import NCT
from domain.refused import Refused
from domain.trial_register import RegisterEntry, RegistryRecord
from domain.trials.reading import RegistryUpdate
from domain.trials.trial import Trial, TrialNumber
from domain.views.choices import Choice
from domain.views.trials import DistanceView, RegisterTrial
from session import Here
from session.here import say

_UPLOADING = "trial_upload"
_MOST_AT_ONCE, _MOST_BYTES = 50, registry.MAX_BYTES
SHOWN = 200


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


def importing(
    here: Here, entries: Sequence[RegisterTrial], centres: tuple[Choice, ...], ways: Sequence[DistanceView]
) -> None:
    """Draw the uploader, then what each file holds and the button that records what can be."""
    user = here.actor.user_id
    key, at_hand = wkey("trial_files", user, here.token(_UPLOADING)), wkey("trials_read", user)

    def take(files: Sequence[UploadedFile]) -> None:
        read = [(file.name, file.getvalue()) for file in files]
        st.session_state[at_hand] = brought_together(read, entries, centres, ways)

    st.header("Bring files in", anchor=False)
    uploader(
        f"Trials (YAML, JSON; {MAX_BYTES >> 20} MB at most), records of ClinicalTrials.gov (JSON), "
        "distances (CSV)", key, take, partial(here.renew, _UPLOADING), partial(say, "refused"), many=True,
        types=["yaml", "yml", "json", "csv"], most_mib=_MOST_BYTES >> 20,
        help=f"At most {_MOST_AT_ONCE} at once. Each file has its own line below; nothing is recorded before "
        "you say so.",
    )  # fmt: skip
    st.download_button(
        "Template of distances", data=TEMPLATE.encode(), file_name="distances.csv", mime="text/csv",
        key=wkey("distance_template", user), on_click="ignore", icon=":material/download:",
    )  # fmt: skip
    held: list[Brought] = st.session_state.get(at_hand) or []
    if held:
        _waiting(here, held, at_hand)


def _waiting(here: Here, held: Sequence[Brought], at_hand: str) -> None:
    rows = tuple((one.file, one.what, one.becomes, len(one.problems)) for one in held)
    table_in_full(
        Table("Files at hand", ("File", "Holds", "Becomes", "Problems"), rows), here.actor.user_id, "line"
    )
    problems_shown([problem for one in held for problem in one.problems])
    ready = [one for one in held if one.record is not None]

    def put_away() -> None:
        st.session_state.pop(at_hand, None)

    def record_all() -> None:
        st.session_state[at_hand] = [one for one in ready if not _recorded(here, one)]

    about = here.actor.user_id
    with st.container(horizontal=True):
        if ready:
            st.button(
                f"Record {counted(len(ready), 'line')}", key=wkey("record_trials", about, len(ready)),
                type="primary", on_click=record_all,
            )  # fmt: skip
        st.button("Put these files away", key=wkey("put_away_trials", about), on_click=put_away)


def _recorded(here: Here, one: Brought) -> bool:
    """Record one line; what was refused stays at hand with its sentence said."""
    if one.record is None:
        return False

    def value() -> Any:
        return one.value

    return here.act(one.record, f"{one.file}: {one.what} was recorded.")(
        value, one.version, here.token(one.token)
    )


def brought_together(
    files: Sequence[tuple[str, bytes]],
    entries: Sequence[RegisterTrial],
    centres: tuple[Choice, ...],
    ways: Sequence[DistanceView],
) -> list[Brought]:
    """What several files hold, each by its name and bytes; those beyond the limit are told, too."""
    lines = [one for name, raw in files[:_MOST_AT_ONCE] for one in brought(name, raw, entries, centres, ways)]
    why = f"nothing: {_MOST_AT_ONCE} files at once; bring it in again after these"
    return lines + [Brought(name, "a file", why) for name, _ in files[_MOST_AT_ONCE:]]


def brought(
    name: str,
    raw: bytes,
    entries: Sequence[RegisterTrial],
    centres: tuple[Choice, ...],
    ways: Sequence[DistanceView],
) -> list[Brought]:
    """What one file holds, a line for each trial, record or table in it; its content tells what it is."""
    if len(raw) > _MOST_BYTES:
        return [Brought(name, "a file", "nothing: it is larger than a register file can be")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [Brought(name, "a file", "nothing: it is no text saved as UTF-8")]
    if name.casefold().endswith(".csv"):
        sites = {site.name for one in entries for site in one.standing.sites}
        return [_distances(name, text, centres, ways, sites)]
    if '"protocolSection"' in text:
        return _updates(name, text, hashlib.sha256(raw).hexdigest(), entries)
    return _trials(name, text, {one.trial.trial_id: one for one in entries})


def _trials(name: str, text: str, known: Mapping[str, RegisterTrial]) -> list[Brought]:
    reading = read_trials(text, name)
    lines = []
    for trial in reading.trials:
        # The text of one trial is kept as it was written; of several in a file each gets its own.
        alone = len(reading.trials) == 1 and not reading.errors
        own = kept_text(text, trial) if alone else write_trial(trial)
        entry = known.get(trial.trial_id)
        what = f"{trial.trial_id}, {trial.short_title}"
        if entry is not None and entry.text == own and entry.closed_on is None:
            lines.append(Brought(name, what, "nothing: it stands in the register with this text"))
            continue
        becomes = "a new trial" if entry is None else f"a new version, after {entry.version}"
        try:
            value = RegisterEntry(trial, own, name)
        except Refused as refused:
            lines.append(Brought(name, what[:SHOWN], f"nothing: {refused.sentence}"))
            continue
        lines.append(Brought(name, what, becomes, value, record_trial, entry.version if entry else 0))
    if reading.problems or not lines:
        errors = len(reading.errors)
        became = f"nothing: {counted(errors, 'error')}" if errors or not lines else "a note: it was taken"
        lines.append(Brought(name, "what could not be read", became, problems=reading.problems))
    return lines


def _updates(name: str, text: str, sha256: str, entries: Sequence[RegisterTrial]) -> list[Brought]:
    reading = read_registry_updates(text, name)
    known = {one.trial.nct: one for one in entries if one.trial.nct}
    lines = []
    for update in reading.updates:
        what = f"{update.nct}, {update.status.label.lower()}, {counted(len(update.sites), 'site')}"
        entry = known.get(update.nct)
        if entry is None:
            lines.append(_prefilled(name, update))
        version = entry.registry.version if entry is not None and entry.registry else 0
        value = RegistryRecord(update, name, sha256)
        becomes = f"what the registry says of {entry.trial.trial_id if entry else update.nct}"
        lines.append(Brought(name, what, becomes, value, record_registry_update, version))
    if reading.problems or not lines:
        lines.append(Brought(name, "what could not be read", "nothing", problems=reading.problems))
    return lines


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
    text: str,
    centres: tuple[Choice, ...],
    ways: Sequence[DistanceView],
    sites: Collection[str],
) -> Brought:
    reading = read_distances(text, name, centres, sites)
    if reading.table is None:
        return Brought(name, "distances", "nothing", problems=reading.problems)
    version = max((one.version for one in ways), default=0)
    what = counted(len(reading.table.rows), "distance")
    becomes = "what is known of these ways"
    return Brought(name, what, becomes, reading.table, record_distances, version, reading.problems)


def distances_shown(ways: Sequence[DistanceView], user_id: str) -> None:
    """How far the sites lie from the centres; what is not here is not known."""
    if not ways:
        st.text("No distance of a site is known: arms are ranked without it, and nothing is guessed.")
        return
    shown = st.toggle("Distances of the sites", key=wkey("distances", user_id))
    if shown:
        rows = tuple((one.centre, one.site, one.km, one.minutes) for one in ways[:SHOWN])
        table_shown(Table("Distances", ("Centre", "Site", "km", "Minutes"), rows), "distance", of=len(ways))
