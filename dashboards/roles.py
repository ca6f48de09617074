"""The roles file: which pages a role opens, and who holds it.

    session_hours = 12                        # sign in again after so long; default 12

    [roles]                                   # pages by their address, or "*" for all
    executive = ["overview", "nps", "retention", "economics"]
    analyst = ["*"]

    [[grants]]                                # who holds a role; somebody may hold several
    role = "executive"
    emails = ["ada@example.com"]

    [[grants]]
    role = "analyst"
    claim = "groups"                          # a claim of the identity token: its value,
    values = ["data-team"]                    # or one of its values, is among these

`domains = ["example.com"]` grants to every address of a domain. E-mail rules hold only for
addresses that the provider calls verified; `trust_unverified_emails = true` is for providers that
never say so. Anything unknown in the file is an error: a typo must not open or close a page.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboards.registry import page_keys

ROLES = ("executive", "customer_success", "product", "support", "analyst")
_TOP = {"session_hours", "trust_unverified_emails", "roles", "grants"}
_GRANT = {"role", "emails", "domains", "claim", "values"}


class BadRules(Exception):
    """The access settings cannot be used; the text is for whoever runs the dashboards."""


@dataclass(frozen=True)
class Grant:
    """A role for the addresses, the domains, or the values of a claim that are listed."""

    role: str
    emails: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    claim: str = ""
    values: frozenset[str] = frozenset()

    def holds(self, claims: Mapping[str, Any], email: str) -> bool:
        """Whether somebody with these claims and this (trusted) address holds the role."""
        if email and (email in self.emails or email.rpartition("@")[2] in self.domains):
            return True
        said = claims.get(self.claim) if self.claim else None
        several = said if isinstance(said, list) else [said]
        return any(isinstance(one, str) and one in self.values for one in several)


@dataclass(frozen=True)
class Rules:
    """A roles file that was read and found right."""

    pages: Mapping[str, frozenset[str]]
    grants: tuple[Grant, ...]
    session_hours: float = 12
    trust_unverified_emails: bool = False

    def pages_of(self, claims: Mapping[str, Any]) -> frozenset[str]:
        """The pages of every role that these claims hold; none for a stranger."""
        email = self._email(claims)
        held = {grant.role for grant in self.grants if grant.holds(claims, email)}
        return frozenset().union(*(self.pages.get(role, frozenset()) for role in held))

    def is_stale(self, claims: Mapping[str, Any], now: float) -> bool:
        """Whether the sign-in is older than a session may be, or of unknown age."""
        issued = claims.get("iat")
        known = isinstance(issued, int | float) and not isinstance(issued, bool)
        return not known or now - float(issued or 0) > self.session_hours * 3600

    def _email(self, claims: Mapping[str, Any]) -> str:
        """The address in lower case, if the provider vouches for it."""
        is_trusted = self.trust_unverified_emails or claims.get("email_verified") is True
        email = claims.get("email")
        is_address = isinstance(email, str) and "@" in email
        return str(email).strip().lower() if is_trusted and is_address else ""


def read(path: Path) -> Rules:
    """Read a roles file; BadRules names what is wrong with it."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadRules("The roles file (LOYALTY_DASHBOARD_ACCESS) cannot be read.") from error
    _only(raw, _TOP, "the roles file")
    hours = raw.get("session_hours", 12)
    if isinstance(hours, bool) or not isinstance(hours, int | float) or hours <= 0:
        raise BadRules("In the roles file, session_hours must be a number above 0.")
    trusts = raw.get("trust_unverified_emails", False)
    if not isinstance(trusts, bool):
        raise BadRules("In the roles file, trust_unverified_emails must be true or false.")
    listed = raw.get("grants", [])
    if not isinstance(listed, list):
        raise BadRules("In the roles file, grants are written as [[grants]].")
    grants = tuple(_grant(one) for one in listed)
    return Rules(_pages(raw.get("roles", {})), grants, float(hours), trusts)


def _pages(raw: Any) -> dict[str, frozenset[str]]:
    known = set(page_keys())
    found = {}
    for role, listed in _only(raw, set(ROLES), "[roles]").items():
        names = _texts(listed, f"the pages of role {role}")
        unknown = names - known - {"*"}
        if unknown:
            raise BadRules(f"The roles file names pages that do not exist: {sorted(unknown)}.")
        found[role] = frozenset(known) if "*" in names else names
    return found


def _grant(raw: Any) -> Grant:
    fields = _only(raw, _GRANT, "[[grants]]")
    role, claim = fields.get("role"), fields.get("claim", "")
    if role not in ROLES:
        raise BadRules(f"The roles file grants an unknown role: {role!r}.")
    if not isinstance(claim, str) or bool(claim) != ("values" in fields):
        raise BadRules("In the roles file, a claim needs a name and values.")
    lower = {
        name: frozenset(
            text.strip().lower().removeprefix("@") for text in _texts(fields[name], name)
        )
        for name in ("emails", "domains")
        if name in fields
    }
    if not lower and not claim:
        raise BadRules(f"In the roles file, a grant of {role} says nobody.")
    return Grant(role, claim=claim, values=_texts(fields.get("values", []), "values"), **lower)


def _only(raw: Any, allowed: set[str], where: str) -> dict[str, Any]:
    if not isinstance(raw, dict) or not set(raw) <= allowed:
        unknown = sorted(set(raw) - allowed) if isinstance(raw, dict) else raw
        raise BadRules(f"In {where}, this is not known: {unknown}. Known: {sorted(allowed)}.")
    return raw


def _texts(raw: Any, what: str) -> frozenset[str]:
    if not isinstance(raw, list) or not all(isinstance(text, str) and text for text in raw):
        raise BadRules(f"In the roles file, {what} must be a list of texts.")
    return frozenset(raw)
