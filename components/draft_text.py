"""A text area that sends what is typed after a second of quiet, so that a draft is kept (DESIGN 6).

Who types on without a pause is saved every two seconds, and once more when the page is left.

``st.text_area`` sends its text only on blur or Ctrl+Enter (measured); a browser that dies before
that would lose a chair's words.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

_HTML = '<label><span class="label"></span><textarea spellcheck="true" aria-label="Text"></textarea></label>'

_CSS = """
label { display: block; font-family: var(--st-font); color: var(--st-text-color); }
.label { display: block; font-size: 0.875rem; margin-bottom: 0.25rem; }
textarea {
  box-sizing: border-box; width: 100%; resize: vertical; padding: 0.5rem 0.75rem; font: inherit;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-widget-border-color, var(--st-border-color));
  border-radius: var(--st-base-radius);
}
textarea:focus { outline: 2px solid var(--st-primary-color); outline-offset: -1px; }
"""

_JS = """
const QUIET_MS = 1000;
const LONGEST_MS = 2000;
export default function (component) {
  const { parentElement, data, setStateValue } = component;
  const area = parentElement.querySelector("textarea");
  parentElement.querySelector(".label").textContent = data.label;
  area.removeAttribute("aria-label"); // until the label stands there, a reader is told what this is
  area.rows = data.rows;
  area.placeholder = data.placeholder;
  if (area.dataset.ready !== "yes") {
    area.dataset.ready = "yes";
    area.value = data.value;
    area.dataset.sent = data.value;
  }
  let timer = null;
  let waiting = 0;
  const send = () => {
    clearTimeout(timer);
    waiting = 0;
    if (area.value !== area.dataset.sent) {
      area.dataset.sent = area.value;
      setStateValue("value", area.value);
    }
  };
  area.oninput = () => {
    clearTimeout(timer);
    waiting = waiting || Date.now();
    if (Date.now() - waiting >= LONGEST_MS) { send(); } else { timer = setTimeout(send, QUIET_MS); }
  };
  area.onblur = send;
  const leaving = () => { if (document.visibilityState === "hidden") { send(); } };
  document.addEventListener("visibilitychange", leaving);
  window.addEventListener("pagehide", send);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", leaving);
    window.removeEventListener("pagehide", send);
  };
}
"""

_AREA = st.components.v2.component("mtb_draft_text", html=_HTML, css=_CSS, js=_JS)


def draft_text(
    label: str, value: str, key: str, on_change: Callable[[], None], rows: int = 3, placeholder: str = ""
) -> None:
    """Draw the text area; what was typed is read with ``typed`` and reported by ``on_change``."""
    current = typed(key)
    _AREA(
        key=key,
        data={
            "label": label,
            "value": value if current is None else current,
            "rows": rows,
            "placeholder": placeholder,
        },
        on_value_change=on_change,
    )


def typed(key: str) -> str | None:
    """What was typed under this key so far, ``None`` when nothing was."""
    state: Any = st.session_state.get(key)
    if state is None:
        return None
    found = state.get("value") if hasattr(state, "get") else getattr(state, "value", None)
    return None if found is None else str(found)
