"""Whether the dashboards may be served at an address: beyond this machine only with sign-in."""

from __future__ import annotations

import ipaddress
import tomllib
from pathlib import Path

from dagster_project.resources import Settings

EVERYBODY = ("0.0.0.0", "::", "")


def warning(settings: Settings, address: str) -> str:
    """What to say before serving at `address`, '' for loopback; ValueError when it may not be."""
    if is_loopback(address):
        return ""
    if has_sign_in(settings):
        return f"The dashboards are served at {address or 'every address'}, with sign-in."
    if settings.dashboards_open:
        return (
            "LOYALTY_DASHBOARD_OPEN=yes: everybody who can reach "
            f"{address or 'this machine'} sees every figure, without sign-in."
        )
    raise ValueError(
        f"the dashboards would be served at {address or 'every address'} without sign-in."
        " Configure [auth] in .streamlit/secrets.toml (docs/data-team-guide.md), serve them on"
        " 127.0.0.1, or set LOYALTY_DASHBOARD_OPEN=yes to open them to everybody"
    )


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach an address."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def probe_host(address: str) -> str:
    """Where this machine reaches what is bound to an address."""
    return "127.0.0.1" if address in EVERYBODY else address


def has_sign_in(settings: Settings) -> bool:
    """Whether a secrets file of Streamlit, the project's or the user's, holds [auth]."""
    files = [folder / ".streamlit" / "secrets.toml" for folder in (settings.project, Path.home())]
    return any(_holds_auth(path) for path in files if path.is_file())


def _holds_auth(path: Path) -> bool:
    try:
        return bool(tomllib.loads(path.read_text(encoding="utf-8")).get("auth"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"the sign-in settings cannot be read: {path}") from error
