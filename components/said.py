"""What happened to the last act, said once at the top of what is seen."""

from collections.abc import Sequence

import streamlit as st

from components.keys import wkey
from components.text import md
from components.to_form import class_of

_KEY = wkey("said", "page")
# Who pressed a button a screen further down would not see the sentence: a refusal looked like nothing at all.
# The alert is half transparent, and what scrolls below it would shine through.
_STAYS = f"""<style>
[data-testid="stLayoutWrapper"]:has(> .{class_of(_KEY)}) {{
  position: sticky; top: 3.75rem; z-index: 99; background: var(--st-background-color, Canvas);
}}
</style>"""


def said(sentences: Sequence[tuple[str, str]]) -> None:
    """Draw each sentence: what was recorded, or what was refused and what to do; it stays in sight."""
    if not sentences:
        return
    st.html(_STAYS)
    with st.container(key=_KEY, gap="xsmall"):
        for kind, sentence in sentences:
            if kind == "done":
                st.success(md(sentence), icon=":material/check:")
            else:
                st.error(md(sentence), icon=":material/block:")
