"""A field for files: what is uploaded is taken once, at once, and not held in memory after it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

TABLES = ("csv", "tsv", "txt", "xlsx", "xlsm", "xls", "xlsb", "ods")


def uploader(
    label: str,
    key: str,
    take: Callable[[Sequence[UploadedFile]], None],
    empty: Callable[[], None],
    refuse: Callable[[str], None],
    *,
    many: bool = False,
    types: Sequence[str] | None = None,
    most_mib: int | None = None,
    help: str | None = None,
) -> None:
    """Draw the field; ``take`` is given what was uploaded, then ``empty`` gives the field another key.

    The files are empty once ``take`` has returned. ``most_mib`` is the most that one file may hold, in MiB,
    where it is less than the server takes; the label says what holds. A larger file that comes all the same
    is given to nobody, and ``refuse`` is given the sentence about it.
    """
    most = least_of(most_mib, int(st.get_option("server.maxUploadSize")))

    def taken() -> None:
        # A run of the page that was cut short is begun again with the same fields, so its files may have
        # been taken already: what Streamlit then puts in their place is no file.
        value: Any = st.session_state.get(key)
        files = [one for one in (value if many else [value]) or () if isinstance(one, UploadedFile)]
        if not files:
            return
        fitting = [one for one in files if one.size <= most << 20]
        for one in files:
            if one not in fitting:
                refuse(
                    f"{one.name} was not taken: one file may hold at most {most:,} MB here. "
                    "Bring it in smaller parts; nothing else is changed."
                )
        try:
            if fitting:
                take(fitting)
        finally:
            _let_go(files)
            empty()

    st.file_uploader(
        f"{label}, {most:,} MB {'each ' if many else ''}at most", key=key, on_change=taken,
        accept_multiple_files=many, type=types, max_upload_size=most, help=help,
    )  # fmt: skip


def least_of(own: int | None, server: int) -> int:
    """The limit that holds: the field's own, or the server's where that is smaller or the only one."""
    return server if own is None else min(own, server)


def _let_go(files: Sequence[UploadedFile]) -> None:
    """Free what Streamlit holds of uploaded files: they were taken, or refused."""
    context = get_script_run_ctx()
    held = context.uploaded_file_mgr if context is not None else None
    for file in files:
        if context is not None and isinstance(held, MemoryUploadedFileManager):
            held.remove_file(context.session_id, file.file_id)
        # The session keeps the value of a field that is gone until a run of the page ends without a stop.
        file.seek(0)
        file.truncate()


def template_button(template: Path, key: str, help: str | None = None) -> None:
    """The button that takes an empty file in the columns that are read."""
    kind = "text/csv" if template.suffix == ".csv" else "text/tab-separated-values"
    st.download_button(
        "Take the template", template.read_bytes(), template.name, kind,
        key=key, on_click="ignore", icon=":material/download:", help=help,
    )  # fmt: skip
