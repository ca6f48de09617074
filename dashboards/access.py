"""Who may open which page: sign-in through Streamlit's own `st.login`, roles from a TOML file.

Sign-in is on when the operator's `.streamlit/secrets.toml` holds `[auth]`; the variable
`LOYALTY_DASHBOARD_ACCESS` names the file of roles. Whatever is not granted is denied: without a
matching rule a reader gets a message and nothing else. With neither sign-in nor file everybody sees
everything, which is for loopback only; on another address the dashboards refuse, unless
`LOYALTY_DASHBOARD_OPEN=yes`.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from dashboards import roles
from dashboards.registry import PAGES, Page

CLOSED = "These dashboards are closed"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Decision:
    """What a reader gets: pages, or a title and a text instead of them.

    person: how they signed in, '' without sign-in; can_sign_in: whether to offer the button.
    """

    pages: tuple[Page, ...] = ()
    title: str = ""
    text: str = ""
    person: str = ""
    can_sign_in: bool = False


def decide() -> Decision:
    """The pages of the reader of this run; a refusal says why and what to do."""
    try:
        has_sign_in = sign_in_is_on()
        granted = rules()
    except roles.BadRules as error:
        logger.error("access settings: %s", error)
        text = "Their access settings cannot be used. The server's log says why."
        return Decision(title=CLOSED, text=text)
    if has_sign_in:
        return _of_person(granted)
    if granted is not None:
        return Decision(
            title=CLOSED,
            text="Roles are set, but sign-in is not, so nobody can be told apart. "
            "Configure [auth] in .streamlit/secrets.toml.",
        )
    if not is_loopback(st.get_option("server.address")) and not is_open_on_purpose():
        return Decision(
            title=CLOSED,
            text="They are served beyond this machine without sign-in. Serve them on 127.0.0.1, "
            "or configure [auth] in .streamlit/secrets.toml. LOYALTY_DASHBOARD_OPEN=yes opens "
            "them to everybody who can reach the address.",
        )
    return Decision(pages=PAGES)


def _of_person(granted: roles.Rules | None) -> Decision:
    """Pages of somebody who signed in, or the way to do so."""
    claims = claims_of_reader()
    if not claims.get("is_logged_in"):
        text = "These dashboards show figures of the company. Sign in to see those of your role."
        return Decision(title="Please sign in", text=text, can_sign_in=True)
    person = str(claims.get("email") or claims.get("sub") or "unknown")
    if granted is None:
        text = "Sign-in works, but no roles are set: LOYALTY_DASHBOARD_ACCESS names no file."
        return Decision(title="Nothing is open to you yet", text=text, person=person)
    if granted.is_stale(claims, time.time()):
        text = f"You signed in more than {granted.session_hours:g} hours ago."
        return Decision(title="Please sign in again", text=text, can_sign_in=True)
    allowed = granted.pages_of(claims)
    pages = tuple(page for page in PAGES if page.key in allowed)
    if pages:
        return Decision(pages=pages, person=person)
    text = "You are signed in, but no role is set for you. Ask whoever runs these dashboards."
    return Decision(title="Nothing is open to you yet", text=text, person=person)


def claims_of_reader() -> Mapping[str, Any]:
    """What the identity provider says of the reader; `is_logged_in` is false before sign-in."""
    claims: Mapping[str, Any] = st.user.to_dict()
    return claims


def sign_in_is_on() -> bool:
    """Whether the operator configured sign-in; BadRules when their file cannot be read."""
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError as error:
        files = [Path(path) for path in st.get_option("secrets.files")]
        if any(path.exists() for path in files):
            raise roles.BadRules(
                "The sign-in settings (.streamlit/secrets.toml) cannot be read."
            ) from error
        return False


def rules() -> roles.Rules | None:
    """The roles file; None when none is named, BadRules when it cannot be used."""
    named = os.environ.get("LOYALTY_DASHBOARD_ACCESS")
    return roles.read(Path(named)) if named else None


def is_loopback(address: str | None) -> bool:
    """Whether only this machine can reach a bound address; nothing said means every address."""
    if not address:
        return False
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def is_open_on_purpose() -> bool:
    """Whether the operator said that everybody who can reach the address may see everything."""
    return os.environ.get("LOYALTY_DASHBOARD_OPEN", "").lower() == "yes"
