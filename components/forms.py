"""Forms whose text survives: every field is a draft, every write happens in the button's callback.

A form's keys carry its subject, the subject's version and a token made when the form was drawn.  A
recorded form gets a new token, so that a second click of a double click finds no button, and the
journal refuses the token twice should it get there all the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

import streamlit as st

from components.draft_text import draft_text, typed
from components.keys import wkey
from domain.views.choices import Choice

Build = Callable[["Values"], Any]
OnAct = Callable[[Callable[[], Any], int, str], bool]
"""What a page passes in: takes how to build the value, the version seen and the token; records it."""


class Values(dict[str, Any]):
    """What stands in a form's fields when its button is pressed."""

    def text(self, name: str) -> str | None:
        """A field's text, trimmed; ``None`` when empty."""
        return str(self.get(name) or "").strip() or None


@dataclass(slots=True)
class Form:
    """One form about one subject, as the session makes it for a page."""

    name: str
    subject_id: str
    version: int
    """The subject's version that the person sees; 0 for something new."""
    token: str
    draft: Mapping[str, Any]
    save: Callable[[dict[str, Any]], None]
    """Keeps the fields' values for this user."""
    renew: Callable[[], None]
    """Forgets the draft and the token once the form was recorded."""
    saved: Callable[[], Mapping[str, Any]]
    """The draft as it is kept now, perhaps by another tab since this form was drawn."""
    is_current: Callable[[], bool]
    """Whether the form still waits to be recorded: false once it was."""
    _fields: dict[str, str] = field(default_factory=dict)
    _starts: dict[str, Any] = field(default_factory=dict)
    """What each field was drawn with: a text that nobody touched is sent by no browser."""

    def key(self, name: str) -> str:
        """The key of a field or button of this form."""
        return wkey(f"{self.name}_{name}", self.subject_id, self.version, self.token)

    def values(self) -> Values:
        """What stands in the fields now, read from the session's state."""
        found = Values()
        for name, kind in self._fields.items():
            key = self.key(name)
            found[name] = typed(key) if kind == "area" else st.session_state.get(key)
            if kind == "area" and found[name] is None:
                found[name] = self._starts.get(name)
        return found

    def keep(self) -> None:
        """Save the fields that changed; called whenever one does.

        What another tab saved meanwhile stays, and so does what stands in fields not shown now.  A
        change that arrives with the click that recorded the form is no draft any more.
        """
        if not self.is_current():
            return
        now = {name: _plain(value) for name, value in self.values().items()}
        changed = {name: value for name, value in now.items() if value != _plain(self._starts.get(name))}
        self.save({**self.saved(), **changed})

    def _touched(self, values: Values) -> dict[str, Any]:
        """What was typed or emptied, now or before this form was drawn."""
        now = {name: _plain(value) for name, value in values.items()}
        return {
            name: value
            for name, value in now.items()
            if name in self.draft or value != _plain(self._starts.get(name))
        }

    def _start(self, name: str, kind: str, default: Any) -> Any:
        self._fields[name] = kind
        # A field that was emptied stays empty; the default is for one that nobody touched.
        self._starts[name] = self.draft.get(name, default)
        return self._starts[name]

    def text(self, label: str, name: str, default: str = "", **options: Any) -> str:
        """A line of text."""
        value = self._start(name, "text", default) or ""
        return str(
            st.text_input(label, value=value, key=self.key(name), on_change=self.keep, **options) or ""
        )

    def area(self, label: str, name: str, default: str = "", rows: int = 3, placeholder: str = "") -> None:
        """Free text of some length, kept while it is typed."""
        value = self._start(name, "area", default) or ""
        draft_text(label, value, key=self.key(name), on_change=self.keep, rows=rows, placeholder=placeholder)

    def choice(
        self, label: str, name: str, choices: Sequence[Choice], default: str | None = None, **options: Any
    ) -> str | None:
        """One of a coded list; empty until chosen. Returns the code."""
        labels = {c.code: c.label for c in choices}
        start = self._start(name, "choice", default)
        codes = list(labels)
        chosen: str | None = st.selectbox(
            label, codes, index=codes.index(start) if start in labels else None, key=self.key(name),
            format_func=lambda code: labels.get(code, code), on_change=self.keep, **options,
        )  # fmt: skip
        return chosen

    def choices(
        self, label: str, name: str, choices: Sequence[Choice], default: Sequence[str] = (), **options: Any
    ) -> list[str]:
        """Any number of a coded list. Returns the codes."""
        labels = {c.code: c.label for c in choices}
        start = [code for code in self._start(name, "choices", list(default)) or () if code in labels]
        return st.multiselect(
            label, list(labels), default=start, key=self.key(name),
            format_func=lambda code: labels.get(code, code), on_change=self.keep, **options,
        )  # fmt: skip

    def pick(
        self, label: str, name: str, choices: Sequence[Choice], default: str | None = None, **options: Any
    ) -> str | None:
        """One of a few, all seen at once. Returns the code."""
        labels = {c.code: c.label for c in choices}
        start = self._start(name, "pick", default)
        chosen: str | None = st.segmented_control(
            label, list(labels), default=start if start in labels else None, key=self.key(name),
            format_func=lambda code: labels.get(code, code), on_change=self.keep, **options,
        )  # fmt: skip
        return chosen

    def day(self, label: str, name: str, default: date | None = None, **options: Any) -> date | None:
        """A day; empty where not known, also when it had a default."""
        start = self._start(name, "day", default)
        key = self.key(name)
        # Streamlit puts a default back when it is cleared; what stands in the session's state stays cleared.
        if key not in st.session_state:
            st.session_state[key] = date.fromisoformat(start) if isinstance(start, str) else start
        return st.date_input(label, value=None, key=key, on_change=self.keep, format="YYYY-MM-DD", **options)

    def number(self, label: str, name: str, default: float | int | None = None, **options: Any) -> Any:
        """A number; empty where not known."""
        value = self._start(name, "number", default)
        return st.number_input(label, value=value, key=self.key(name), on_change=self.keep, **options)

    def button(self, label: str, build: Build, on_act: OnAct, **options: Any) -> None:
        """The button that records: its callback reads the fields, builds the value and reports it."""

        def press() -> None:
            values = self.values()
            if self.is_current():
                # All that was touched, in case another tab has recorded the form and forgotten the draft.
                self.save({**self.saved(), **self._touched(values)})
            if on_act(lambda: build(values), self.version, self.token):
                self.renew()

        st.button(
            label, key=self.key("record"), on_click=press, type=options.pop("type", "primary"), **options
        )


def _plain(value: Any) -> Any:
    """A field's value as a draft keeps it; nothing and an empty text are the same."""
    if isinstance(value, date):
        return value.isoformat()
    return None if value in ("", []) else value


class Desk(Protocol):
    """Where drafts and tokens of forms are kept for the acting user: the session's ``Here``."""

    def draft(self, form: str) -> dict[str, Any]:
        """What this user had typed into a form."""

    def keep_draft(self, form: str, fields: dict[str, Any]) -> None:
        """Keep what this user has typed so far."""

    def token(self, form: str) -> str:
        """The token of a form as it is drawn now."""

    def renew(self, form: str) -> None:
        """The form was recorded."""


def form_from(desk: Desk, name: str, subject_id: str, version: int) -> Form:
    """A form of the acting user about one subject, with what she had typed into it before.

    The draft belongs to form and subject, not to the version: when somebody else changed the
    subject, her text is found again in the form about the new version.
    """
    ref = f"{name}:{subject_id}"
    token = desk.token(ref)
    return Form(
        name,
        subject_id,
        version,
        token,
        desk.draft(ref),
        saved=lambda: desk.draft(ref),
        is_current=lambda: desk.token(ref) == token,
        save=lambda fields: desk.keep_draft(ref, fields),
        renew=lambda: desk.renew(ref),
    )
