"""Planning meetings: date, chair, place, attendance, and which cases come in which order."""

from datetime import date

import streamlit as st

import session
from components.agenda import agenda_plan, meeting_names, waiting_cases
from components.agenda_buttons import plan_buttons, put_button
from components.forms import form_from
from components.keys import wkey
from components.meeting_form import meeting_form
from components.text import counted, md
from data.read.meeting import coming, read_agenda, read_board, read_meetings, read_waiting
from data.record.meetings import record_agenda, record_meeting

here = session.current()
today = date.today()
NEW = "new"
PLANNED = "The meeting was planned. Choose it in the list to put cases on its agenda."
CHANGED = "The meeting was changed."
with here.reading() as reader:
    meetings = read_meetings(reader)
    by_id = {meeting.meeting_id: meeting for meeting in meetings}
    next_one = coming(meetings, today)
    key = wkey("plan_meeting", here.actor.user_id)
    last_key = wkey("plan_meeting_last", here.actor.user_id)
    chosen = st.session_state.get(key)
    if chosen != NEW and chosen not in by_id:
        # The first visit, or the entry's words changed with the meeting: stay with the last one.
        first = next_one.meeting_id if next_one else NEW
        chosen = st.session_state[key] = st.session_state.get(last_key) or first
    st.session_state[last_key] = chosen
    meeting = by_id.get(chosen)
    cases = () if meeting is None else read_agenda(reader, meeting.meeting_id)
    waiting = read_waiting(reader, today)
    chairs, names = read_board(reader)

st.title("Plan meetings", anchor=False)
labels = meeting_names(meetings, today)
options = [NEW, *(m.meeting_id for m in reversed(meetings))]
st.selectbox("Meeting", options, key=key, format_func=lambda one: labels.get(one, "A new meeting"))
meeting_form(
    form_from(here, "meeting", meeting.meeting_id if meeting else NEW, meeting.version if meeting else 0),
    meeting,
    chairs,
    names,
    here.act(record_meeting, CHANGED if meeting else PLANNED),
)
if meeting is not None:
    on_agenda = here.act(record_agenda, "The agenda was changed.")
    st.subheader(md(f"Agenda: {counted(len(cases), 'case')}"), anchor=False)
    agenda_plan(cases, plan_buttons(here, meeting, cases, on_agenda))
    st.subheader(md(f"Waiting: {counted(len(waiting), 'case')} on no coming agenda"), anchor=False)
    waiting_cases(waiting, today, put_button(here, meeting, cases, waiting, on_agenda))
else:
    st.caption(
        md(f"{counted(len(waiting), 'case')} on no coming agenda: plan the meeting, then put them on it.")
    )
