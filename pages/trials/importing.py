"""Bringing files into the register: each is read at once and told of, and recorded when it is accepted.

Functions only: ``register.py`` calls them.
"""

from collections.abc import Sequence
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
from data.ingest.centre_distances import TEMPLATE
from data.ingest.trials.nodes import MAX_BYTES
from domain.views.choices import Choice
from domain.views.trials import DistanceView, RegisterTrial
from pages.trials.files_at_hand import MOST_AT_ONCE, MOST_BYTES, Brought, brought_together
from session import Here
from session.here import say

_UPLOADING = "trial_upload"
SHOWN = 200


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
        types=["yaml", "yml", "json", "csv"], most_mib=MOST_BYTES >> 20,
        help=f"At most {MOST_AT_ONCE} at once. Each file has its own line below; nothing is recorded before "
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
        done = [one for one in sorted(ready, key=lambda one: one.place) if _recorded(here, one)]
        st.session_state[at_hand] = [one for one in ready if one not in done]

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


def distances_shown(ways: Sequence[DistanceView], user_id: str) -> None:
    """How far the sites lie from the centres; what is not here is not known."""
    if not ways:
        st.text("No distance of a site is known: arms are ranked without it, and nothing is guessed.")
        return
    shown = st.toggle("Distances of the sites", key=wkey("distances", user_id))
    if shown:
        rows = tuple((one.centre, one.site, one.km, one.minutes) for one in ways[:SHOWN])
        table_shown(Table("Distances", ("Centre", "Site", "km", "Minutes"), rows), "distance", of=len(ways))
