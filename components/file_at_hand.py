"""A file that was uploaded and read, and waits until it is loaded or put away; nothing else holds it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components.keys import wkey

Reading = TypeVar("Reading")
Build = Callable[[], Any]
Load = Callable[[Build, int, str], bool]


@dataclass(frozen=True, slots=True)
class FileAtHand(Generic[Reading]):
    """The one file of a kind that a user has at hand, in this session alone."""

    kind: str
    """In small letters: ``release``, ``panel``."""
    user_id: str
    read: Callable[[UploadedFile, str], Reading]
    """Reads an uploaded file of a name; what cannot be read it tells in its answer."""

    @property
    def held(self) -> tuple[str, Reading] | None:
        """The file's name and what was read of it; ``None`` where none waits."""
        found: tuple[str, Reading] | None = st.session_state.get(self._key)
        return found

    def taking(self, refuse: Callable[[str], None]) -> Callable[[Sequence[UploadedFile]], None]:
        """What reads the first of the uploaded files; ``refuse`` is given the sentence where that fails."""

        def take(files: Sequence[UploadedFile]) -> None:
            try:
                st.session_state[self._key] = (files[0].name, self.read(files[0], files[0].name))
            except OSError as error:
                refuse(f"The file could not be read ({error.strerror}); nothing was kept. Try again.")

        return take

    def put_away_button(self, subject_id: str) -> None:
        """Draw the button that forgets the file without recording anything."""
        key = wkey(f"put_away_{self.kind}", subject_id)
        st.button("Put this file away", key=key, on_click=self._put_away)

    def loading(self, record: Load) -> Load:
        """Record as ``record`` does, and forget the file once that is done."""

        def load(build: Build, version: int, token: str) -> bool:
            done = record(build, version, token)
            if done:
                self._put_away()
            return done

        return load

    def _put_away(self) -> None:
        st.session_state.pop(self._key, None)

    @property
    def _key(self) -> str:
        return wkey(f"{self.kind}_read", self.user_id)
