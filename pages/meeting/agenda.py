"""The meeting: the coming one first, its agenda, and a way into each case."""

from datetime import date

import streamlit as st

import session
from components.agenda import agenda_table, meeting_facts, meeting_names
from components.keys import wkey
from components.lacking_filter import lacking_chosen, lacking_filter, lacking_words
from components.states import nothing_here
from components.text import counted, day, md
from data.read.meeting import coming, read_agenda, read_meetings
from domain.lacking import Lacking
from domain.people import Act

here = session.current()
today = date.today()
with here.reading() as reader:
    meetings = read_meetings(reader)
    by_id = {meeting.meeting_id: meeting for meeting in meetings}
    key = wkey("meeting", here.actor.user_id)
    meeting = by_id.get(st.session_state.get(key, "")) or coming(meetings, today)
    cases = () if meeting is None else read_agenda(reader, meeting.meeting_id)

plans = here.may(Act.PLAN_MEETING)
if meeting is None:
    st.title("Meeting", anchor=False)
    nothing_here(
        "No meeting is planned yet.", "Plan one first." if plans else "Ask the coordinator to plan one."
    )
else:
    latest_first = list(reversed(meetings))
    names = meeting_names(meetings, today)
    counts = {state: sum(case.lacking is state for case in cases) for state in Lacking}
    narrowed = lacking_chosen("agenda", here.actor.user_id)
    heading, filtered, choice = st.columns((3, 1.2, 2), vertical_alignment="bottom")
    heading.title(md(f"Meeting of {day(meeting.held_on)}"), anchor=False)
    choice.selectbox(
        "Meeting", [m.meeting_id for m in latest_first], key=key,
        index=latest_first.index(meeting), format_func=names.__getitem__,
    )  # fmt: skip
    meeting_facts(meeting)
    if any(counts.values()) or narrowed:
        with filtered:
            lacking_filter("agenda", here.actor.user_id, "stretch")
        shown = counts[narrowed] if narrowed else len(cases)
        st.caption(md(f"{shown:,} shown of {counted(len(cases), 'case')}. {lacking_words(counts)}"))
    if narrowed and not counts[narrowed]:
        nothing_here(
            f"No case of this agenda has this: {narrowed.label.lower()}.", "Empty the filter to see all."
        )
    elif cases:
        agenda_table(cases, narrowed)
    else:
        nothing_here(
            "No case of yours is on this agenda.",
            "Put cases on it under Plan meetings." if plans else "Choose another meeting above.",
        )
if plans:
    st.page_link("pages/meeting/plan.py", label="Plan meetings", icon=":material/edit_calendar:")
