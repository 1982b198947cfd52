"""A button that leads to the form of an act, which may stand a screen away.

A heading's anchor would move the page only once, so the button looks for the form itself.
"""

import re

import streamlit as st

_HTML = '<button type="button"></button>'

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
  const link = parentElement.querySelector("button");
  link.textContent = data.label;
  link.onclick = () => {
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


def to_form(label: str, form: str, key: str) -> None:
    """Draw the button under ``key``; ``form`` is the key of the container that the form stands in."""
    _LINK(key=key, data={"label": label, "form": class_of(form)})


def class_of(key: str) -> str:
    """The class that a container with this key has on the page."""
    return "st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", key)
