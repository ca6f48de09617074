"""The navigation that a reader's role allows, and what stands in place of a closed page."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboards.access import Decision, decide
from dashboards.components.wording import name, plain
from dashboards.registry import PAGES, Page

ADMITTED = "_admitted"
SHOWN = "_shown_page"


def navigation(decision: Decision) -> StreamlitPage:
    """The page that the address names, among those allowed; closed ones only say so.

    A closed page is registered without its code and without a place in the menu: its address leads
    to a sentence.
    """
    st.session_state[ADMITTED] = decision
    first = decision.pages[0] if decision.pages else PAGES[0]
    chosen = st.navigation(
        [_open(page, page is first) for page in decision.pages]
        + [_closed(page, decision, page is first) for page in PAGES if page not in decision.pages],
        position="top" if decision.pages else "hidden",
    )
    st.session_state[SHOWN] = chosen.url_path or first.key
    return chosen


def shown_page() -> str:
    """The key of the page that this run shows, or that the part which runs alone stands on."""
    return str(st.session_state.get(SHOWN, ""))


def still_lets_in() -> bool:
    """Whether the reader would be let in as when the page ran: same session, same pages."""
    return decide() == st.session_state.get(ADMITTED)


def reader(decision: Decision) -> None:
    """At the end of a page, who is signed in and how to sign out; nothing without sign-in."""
    if decision.person:
        st.caption(f"Signed in as {plain(decision.person)}.")
        st.button("Sign out", on_click=st.logout, key="sign-out", icon=":material/logout:")


def _open(page: Page, is_first: bool) -> StreamlitPage:
    return st.Page(page.script, title=page.title, icon=f":material/{page.icon}:", default=is_first)


def _closed(page: Page, decision: Decision, is_first: bool) -> StreamlitPage:
    stand_in: Callable[[], None] = partial(_closed_page if decision.pages else _refusal, decision)
    return st.Page(
        stand_in, title=page.title, url_path=page.key, default=is_first, visibility="hidden"
    )


def _closed_page(decision: Decision) -> None:
    """What a reader sees at the address of a page of another role."""
    st.title("This page is not open to you")
    st.info(
        plain(f"Your role opens: {', '.join(page.title for page in decision.pages)}."),
        icon=":material/lock:",
    )


def _refusal(decision: Decision) -> None:
    """What a reader without any page sees, with the way in where there is one."""
    st.title(decision.title)
    st.info(plain(decision.text), icon=":material/lock:")
    if decision.can_sign_in:
        _buttons()
    reader(decision)


def _buttons() -> None:
    """One button for each identity provider of the operator."""
    if importlib.util.find_spec("authlib") is None:
        st.error(
            "Sign-in is configured, but its library is not installed: "
            "pip install 'loyalty-ledger[auth]'.",
            icon=":material/error:",
        )
        return
    settings = st.secrets["auth"]
    providers = [None] if "client_id" in settings else []
    providers += [
        key
        for key, value in settings.items()
        if isinstance(value, Mapping) and "server_metadata_url" in value
    ]
    for provider in providers:
        words = f"Sign in with {plain(name(provider))}" if provider else "Sign in"
        st.button(words, on_click=st.login, args=(provider,), type="primary", key=f"in-{provider}")
