"""What became of matches: the patients who were contacted and wait, and those who are settled."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date

import streamlit as st

from components.chosen_row import chosen_row
from components.csv_file import Table, csv_button
from components.keys import wkey
from components.states import synthetic_mark
from components.text import counted, day, days, md
from domain.trial_states import MatchState
from domain.views.trials import FollowedMatch

CASE_PAGE = "pages/meeting/case.py"
COLUMNS = ("Patient", "Centre", "Trial", "Arm", "State", "Since", "For", "Why", "Comment", "Recorded by")
_WIDTHS = {"Patient": 110, "Trial": 130, "State": 92, "Since": 100, "For": 90}
_OPEN, _ALL = "open", "all"
_SHOWN = {_OPEN: "Open", _ALL: "All"}
_MOST = 12


def followed_table(matches: Sequence[FollowedMatch], today: date) -> Table:
    """The matches as a table, with how long each has stood as it does."""
    rows = tuple(
        (
            one.pseudonym,
            one.centre,
            one.last.trial_id,
            one.last.arm,
            one.last.state.label,
            day(one.last.happened_on),
            days((today - one.last.happened_on).days),
            one.last.reason,
            one.last.comment,
            one.last.recorded_by,
        )
        for one in matches
    )
    return Table("What became of the matches", COLUMNS, rows)


def counts_sentence(matches: Sequence[FollowedMatch]) -> str:
    """How many matches stand how: ``5 matches: 2 contacted, 1 screened, 1 enrolled, 1 refused``."""
    often = Counter(one.last.state for one in matches)
    told = ", ".join(f"{often[one]:,} {one.label.lower()}" for one in MatchState if often[one])
    return f"{counted(len(matches), 'match', 'matches')}: {told}"


def followed(matches: Sequence[FollowedMatch], trial_id: str | None, today: date, user_id: str) -> None:
    """Draw the matches that were followed, of one trial where one is chosen; a row leads to its case."""
    st.header("What became of the matches", anchor=False)
    of = [one for one in matches if trial_id in (None, one.last.trial_id)]
    if not of:
        where = f" with {trial_id}" if trial_id else ""
        st.text(f"Nobody has recorded what became of a match{where}: it is recorded on the page of a case.")
        return
    if any(one.synthetic for one in of):
        synthetic_mark()
    way = st.segmented_control(
        "Matches", list(_SHOWN), key=wkey("followed_shown", user_id), default=_OPEN,
        format_func=_SHOWN.__getitem__, label_visibility="collapsed",
    )  # fmt: skip
    shown = of if way == _ALL else [one for one in of if one.last.is_open]
    st.caption(md(f"{len(shown):,} shown of {counts_sentence(of)}; the longest unchanged first."))
    picked = _table(shown, today, user_id) if shown else None
    with st.container(horizontal=True, vertical_alignment="center"):
        if picked is not None:
            st.page_link(
                CASE_PAGE, label=md(f"Open the case of {picked.pseudonym}"), icon=":material/open_in_new:",
                query_params={"case": picked.case_id},
            )  # fmt: skip
        csv_button(
            lambda: [followed_table(of, today)], "trial-matches", user_id, any(one.synthetic for one in of)
        )
    if picked is not None and (said := ". ".join(filter(None, (picked.last.reason, picked.last.comment)))):
        st.text(f"{picked.last.state.label}, {day(picked.last.happened_on)}: {said}")


def _table(shown: Sequence[FollowedMatch], today: date, user_id: str) -> FollowedMatch | None:
    table = followed_table(shown, today)
    named = "\n".join(f"{one.case_id} {one.last.trial_id} {one.last.arm} {one.last.state}" for one in shown)
    picked = chosen_row(
        [dict(zip(table.columns, row, strict=True)) for row in table.rows],
        len(shown),
        _MOST,
        _WIDTHS,
        wkey("followed", user_id, hashlib.sha256(named.encode()).hexdigest()[:16]),
        f"What became of the matches, {len(shown):,}",
    )
    return None if picked is None else shown[picked]
