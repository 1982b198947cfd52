"""Says that an arm stands in the form of a recommendation, and leads there.

The form lies a screen and more above the trials; a heading's anchor would move the page only once, so the
button looks for the form itself.
"""

import re

import streamlit as st

from components.keys import wkey
from components.text import md

_HTML = '<button type="button">Go to the form</button>'

_CSS = """
button {
  padding: 0.4rem 0.75rem; font-family: var(--st-font); font-size: 0.875rem; cursor: pointer;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-widget-border-color, var(--st-border-color));
  border-radius: var(--st-button-radius, var(--st-base-radius));
}
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""

_JS = """
export default function (component) {
  const { parentElement, data } = component;
  parentElement.querySelector("button").onclick = () => {
    const form = document.querySelector("." + CSS.escape(data.form));
    if (form === null) { return; }
    form.style.scrollMarginTop = "4rem"; // what stands fixed above the page would cover its first line
    form.scrollIntoView({ block: "start" });
    const field = form.querySelector("input, textarea, [role=radio], button");
    if (field !== null) { field.focus({ preventScroll: true }); }
  };
}
"""

_LINK = st.components.v2.component("mtb_to_the_form", html=_HTML, css=_CSS, js=_JS)


def stands_in_form(named: str, form: str, case_id: str) -> None:
    """Draw the sentence and the way to the form: ``form`` is the key of the container it stands in."""
    told = f"{named}, stands in the recommendation form above; nothing is recorded yet."
    st.success(md(told), icon=":material/check:")
    _LINK(key=wkey("to_the_form", case_id), data={"form": class_of(form)})


def class_of(key: str) -> str:
    """The class that a container with this key has on the page."""
    return "st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", key)
