"""Who is here: the acting user with her role as it stands now, and what she may do."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from data.journal import Event, new_id
from data.reach import actors, reach_of
from data.store import Reader, Store
from domain.people import Act, Actor
from domain.refused import Refused
from session.identity import is_signed_out
from session.opening import the_store

log = logging.getLogger("mtb")

Record = Callable[[Store, Actor, Any, int, str], Event]
_SAID = "said"
ROLE = "acting_role"


@dataclass(frozen=True, slots=True)
class Here:
    """The acting user on this page in this run."""

    actor: Actor
    store: Store

    def may(self, act: Act) -> bool:
        """Whether the acting role may do that; the recording function asks again."""
        return self.actor.may(act)

    @property
    def incoming(self) -> Path:
        """The folder into which laboratories drop runs."""
        return self.store.home / "incoming"

    def reading(self) -> AbstractContextManager[Reader]:
        """One consistent look at the store with this user's reach."""
        return self.store.reading(reach_of(self.actor))

    def act(self, record: Record, done: str) -> Callable[[Callable[[], Any], int, str], bool]:
        """What a form's button calls: build the value, record it, say what happened on the next run.

        ``done`` is the sentence said when it was recorded.  Returns whether it was.
        """

        def run(build: Callable[[], Any], seen_version: int, token: str) -> bool:
            try:
                # The second click of a double click: the act is in the journal already.
                if self.store.journal.by_token(token) is None:
                    record(self.store, self.actor, build(), seen_version, token)
            except Refused as refused:
                say("refused", refused.sentence)
                return False
            except Exception:
                number = new_id()[-12:]
                log.exception("An act failed, number %s", number)
                say(
                    "refused",
                    "This could not be recorded because of a fault in the program; your text is kept. "
                    f"Try again, and tell the administrator the number {number} if it happens twice.",
                )
                return False
            say("done", done)
            return True

        return run

    def draft(self, form: str) -> dict[str, Any]:
        """What this user had typed into a form."""
        return self.store.desk.draft(self.actor.user_id, form)

    def keep_draft(self, form: str, fields: dict[str, Any]) -> None:
        """Keep what this user has typed into a form so far."""
        self.store.desk.save_draft(self.actor.user_id, form, fields)

    def forget_draft(self, form: str) -> None:
        """The form was recorded or thrown away."""
        self.store.desk.forget_draft(self.actor.user_id, form)

    def token(self, form: str) -> str:
        """The token of a form as it is drawn now; the same until the form was recorded."""
        tokens: dict[str, str] = st.session_state.setdefault("form_tokens", {})
        return tokens.setdefault(form, new_id())

    def renew(self, form: str) -> None:
        """The form was recorded: forget its draft and give it a new token."""
        self.forget_draft(form)
        st.session_state.setdefault("form_tokens", {}).pop(form, None)


def say(kind: str, sentence: str) -> None:
    """Keep a sentence for the next run; ``kind`` is ``done`` or ``refused``."""
    st.session_state[_SAID] = [*st.session_state.get(_SAID, []), (kind, sentence)]


def said() -> list[tuple[str, str]]:
    """What has to be said in this run; it is said once."""
    found: list[tuple[str, str]] = st.session_state.pop(_SAID, [])
    return list(dict.fromkeys(found))


def signed_in_id() -> str | None:
    """The id of the user that the server vouches for in this run, ``None`` when nobody is signed in."""
    vouched = st.user.to_dict()
    if not vouched.get("id") or is_signed_out(str(vouched.get("session"))):
        return None
    return str(vouched["id"])


def who() -> tuple[Actor, ...]:
    """The signed-in user in each of her roles, as they stand now; empty when there is none."""
    user_id = signed_in_id()
    return () if user_id is None else actors(the_store(), user_id)


def current() -> Here:
    """The acting user. Stops the page with one sentence when nobody is signed in."""
    held = who()
    if not held:
        st.error("You are not signed in, or you no longer hold a role here. Sign in to go on.", icon=None)
        st.stop()
    chosen = st.session_state.get(ROLE)
    actor = next((a for a in held if a.role == chosen), held[0])
    return Here(actor, the_store())
