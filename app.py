"""Who is here and which pages they may open; nothing else."""

import os
from urllib.parse import unquote, urlsplit

import streamlit as st

import session.here as here
from components.readable import readable_controls
from components.said import said
from components.text import md
from session.pages import NOT_FOUND, START, by_menu, not_found_at, offered
from session.warm import freeze_memory

# No icon: one of Streamlit's own set would be fetched from another host.
st.set_page_config(page_title="Molecular tumour board", layout="wide")
freeze_memory()

roles = here.who()
if not roles:
    st.title("Molecular tumour board")
    if here.signed_in_id() is None:
        st.text("You are not signed in. What you typed is kept; sign in to go on.")
    else:
        st.text(
            "You hold no role here any longer, so nothing was recorded. What you typed is kept and comes "
            "back with the role: ask the administrator."
        )
    st.html('<a href="/sign-in" target="_self">Sign in</a>')
    st.stop()

acting = here.current().actor
menus = {
    menu: [
        st.Page(
            page.script,
            title=page.title_for(acting),
            url_path=page.address,
            default=page is START,
            visibility="visible" if page.listed else "hidden",
        )
        for page in pages
    ]
    for menu, pages in by_menu(offered(acting)).items()
}
# An address that Streamlit does not know gets a dialog of its own, in its own words, over the page.
asked = unquote(urlsplit(st.context.url or "").path)
menus[""] += [
    st.Page(NOT_FOUND.script, title=NOT_FOUND.title, url_path=address, visibility="hidden")
    for address in not_found_at(acting, asked)
]
chosen = st.navigation(menus, position="top")
with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    if os.environ.get("MTB_AUTH", "demo") == "demo":
        st.caption(md("Demonstration: anybody can sign in as anybody."), width="content")
    st.caption(md(f"Signed in as {acting.name}, {acting.role.label.lower()}."), width="content")
    if len(roles) > 1:
        st.selectbox("Acting as", [a.role for a in roles], format_func=lambda r: r.label, key=here.ROLE)
    st.html('<a href="/sign-out" target="_self">Sign out</a>', width="content")
if trouble := here.current().store.trouble:
    st.error(md(trouble))
readable_controls()
said(here.said())
chosen.run()
