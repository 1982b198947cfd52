"""The uploader of the intake page: what is uploaded goes to the disk at once."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components.job_list import readable_size
from components.keys import wkey
from components.text import md
from components.uploader import uploader
from data.ingest.uploads import files_of_upload, stage_upload
from domain.refused import Refused
from session import Here, opening
from session.here import say


def uploading(laboratory: str) -> str:
    """The uploader among the forms that have a token: a new token begins another upload."""
    return f"upload:{laboratory}"


def chosen_key(laboratory: str) -> str:
    """Where the id of the chosen run is kept in the session."""
    return wkey("arrival", laboratory)


def stage(here: Here, laboratory: str) -> None:
    """Draw the uploader; what is uploaded until the run is accepted or given up becomes one run."""
    token = here.token(uploading(laboratory))
    part = f"{uploading(laboratory)}:part"
    key = wkey("upload", laboratory, token, here.token(part))

    def keep(files: Sequence[UploadedFile]) -> None:
        try:
            named = ((file.name, file) for file in files)
            name = stage_upload(here.incoming, here.actor.user_id, token, named)
        except Refused as refused:
            say("refused", refused.sentence)
            return
        watcher = opening.the_watcher()
        watcher.look_soon()
        st.session_state[chosen_key(laboratory)] = watcher.id_of(name)

    uploader(
        "Upload the files of one run or sample", key, keep, partial(here.renew, part),
        partial(say, "refused"), many=True,
        help="Results, metrics and variant files (VCF, compressed or not).",
    )  # fmt: skip
    larger = f"A larger file, such as a genome VCF, goes into incoming/{laboratory}/ on the server."
    st.caption(md(larger))
    held = files_of_upload(here.incoming, here.actor.user_id, token)
    if held:
        st.text("In this upload: " + ", ".join(f"{name} ({readable_size(size)})" for name, size in held))
        st.button(
            "Begin another upload", key=wkey("another", laboratory, token), on_click=here.renew,
            args=(uploading(laboratory),), help="What is uploaded now would become part of the run above.",
        )  # fmt: skip
