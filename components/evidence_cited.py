"""The items of evidence that a recommendation cites: taken from the evidence's tables, listed, removable."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from components.forms import Desk
from components.keys import wkey
from components.text import day
from domain.knowledge.evidence import DrugEffect, Source
from domain.recommendations import CitedEvidence
from domain.views.evidence import SOURCE_LABELS


@dataclass(frozen=True, slots=True)
class Cited:
    """What is listed, and how to forget it once it was recorded."""

    items: tuple[CitedEvidence, ...]
    forget: Callable[[], None]


def cited_words(one: CitedEvidence) -> str:
    """A cited item in a line with its release and that release's date."""
    dated = f", {day(one.released_on)}" if one.released_on else ""
    label = SOURCE_LABELS[one.source]
    release = one.release if one.release.startswith(label) else f"{label} {one.release}"
    return f"{one.words} ({one.item_id}, {release}{dated})"


def cited_evidence(
    desk: Desk,
    subject: tuple[str, str],
    chosen: Sequence[CitedEvidence],
    start: Sequence[CitedEvidence] = (),
    take_chosen: bool = True,
) -> Cited:
    """Draw the list; ``subject`` is the form's name and what it is about.

    What is newly chosen in the evidence's tables joins the list by itself where ``take_chosen``, else by a
    button. It leaves it by its button alone.
    """
    name, subject_id = subject
    ref = f"{name}_cited:{subject_id}"
    draft = desk.draft(ref).get("cited")
    listed = {_id(one): one for one in (start if draft is None else map(_restored, draft))}

    def keep(items: Sequence[CitedEvidence]) -> None:
        desk.keep_draft(ref, {"cited": [_plain(one) for one in items]})

    seen_key = wkey(f"{name}_cited_seen", subject_id)
    before = st.session_state.get(seen_key, ())
    st.session_state[seen_key] = tuple(map(_id, chosen))
    new = [one for one in chosen if _id(one) not in listed and _id(one) not in before]
    if take_chosen and new:
        listed |= {_id(one): one for one in new}
        keep(tuple(listed.values()))
    rest = [one for one in chosen if _id(one) not in listed]
    st.markdown("Cited evidence")
    if not listed:
        st.caption("None yet: choose the items in the evidence below the table of findings.")
    for one in listed.values():
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.text(cited_words(one), width="stretch")
            st.button(
                "Remove", key=wkey(f"{name}_uncite", subject_id, _id(one)), type="tertiary",
                on_click=lambda gone=one: keep([other for other in listed.values() if other != gone]),
            )  # fmt: skip
    if rest:
        st.button(
            f"Cite the {len(rest):d} chosen in the evidence", key=wkey(f"{name}_cite", subject_id),
            on_click=lambda: keep([*listed.values(), *rest]),
        )  # fmt: skip
    return Cited(tuple(listed.values()), lambda: desk.renew(ref))


def _id(one: CitedEvidence) -> str:
    return f"{one.source}:{one.release}:{one.item_id}"


def _plain(one: CitedEvidence) -> dict[str, Any]:
    return {
        "source": one.source.value,
        "release": one.release,
        "released_on": one.released_on.isoformat() if one.released_on else None,
        "item_id": one.item_id,
        "level_scheme": one.level_scheme,
        "level": one.level,
        "effect": one.effect.value,
        "words": one.words,
    }


def _restored(plain: Mapping[str, Any]) -> CitedEvidence:
    released_on = plain["released_on"]
    return CitedEvidence(
        Source(plain["source"]),
        plain["release"],
        date.fromisoformat(released_on) if released_on else None,
        plain["item_id"],
        plain["level_scheme"],
        plain["level"],
        DrugEffect(plain["effect"]),
        plain["words"],
    )
