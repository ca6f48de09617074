"""Who sees which page: the roles file, and what stands in place of what is closed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import marts_fixture
import pytest
import streamlit as st
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboards import access, registry, roles

Open = Callable[..., AppTest]
RULES = """
session_hours = 8

[roles]
executive = ["overview", "nps"]
product = ["nps"]
support = ["trust"]
analyst = ["*"]

[[grants]]
role = "executive"
emails = ["Ada@Example.com"]

[[grants]]
role = "support"
domains = ["@example.com"]

[[grants]]
role = "analyst"
claim = "groups"
values = ["data-team", "auditors"]

[[grants]]
role = "product"
emails = ["ada@example.com"]
"""


@pytest.fixture
def rules_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "roles.toml"
    path.write_text(RULES, encoding="utf-8")
    monkeypatch.setenv("LOYALTY_DASHBOARD_ACCESS", str(path))
    return path


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The claims of a reader, with sign-in on; tests change them."""
    claims: dict[str, Any] = {"is_logged_in": True, "iat": int(time.time()), "sub": "1"}
    monkeypatch.setattr(st, "secrets", {"auth": {"client_id": "dashboards"}})
    monkeypatch.setattr(access, "claims_of_reader", lambda: claims)
    return claims


@pytest.mark.parametrize(
    ("claims", "pages"),
    [
        ({"email": "ADA@example.com", "email_verified": True}, {"overview", "nps", "trust"}),
        ({"email": "ada@example.com", "email_verified": False}, set()),
        ({"email": "ada@example.com", "email_verified": "true"}, set()),
        ({"email": "ada@example.com"}, set()),
        ({"email": "joan@example.com", "email_verified": True}, {"trust"}),
        ({"email": "joan@sub.example.com", "email_verified": True}, set()),
        ({"email": "example.com", "email_verified": True}, set()),
        ({"email": "joan@example.com.evil.org", "email_verified": True}, set()),
        ({"groups": ["sales", "auditors"]}, set(registry.page_keys())),
        ({"groups": "data-team"}, set(registry.page_keys())),
        ({"groups": ["data"]}, set()),
        ({"groups": None}, set()),
        ({"groups": {"data-team": True}}, set()),
        ({}, set()),
    ],
)
def test_claims_give_pages(rules_file: Path, claims: dict[str, Any], pages: set[str]) -> None:
    assert roles.read(rules_file).pages_of(claims) == pages


def test_unverified_addresses_may_be_trusted_on_purpose(rules_file: Path) -> None:
    rules_file.write_text("trust_unverified_emails = true\n" + RULES, encoding="utf-8")
    assert roles.read(rules_file).pages_of({"email": "ada@example.com"})


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[roles]", "[roles", "cannot be read"),
        ("session_hours = 8", "session_hours = 0", "session_hours"),
        ("session_hours = 8", "session_hours = true", "session_hours"),
        ("session_hours = 8", "sesion_hours = 8", "sesion_hours"),
        ("session_hours = 8", 'trust_unverified_emails = "no"', "trust_unverified_emails"),
        ('["overview", "nps"]', '["overveiw"]', "overveiw"),
        ('["overview", "nps"]', '"overview"', "list of texts"),
        ("executive = [", "executives = [", "executives"),
        ('role = "support"', 'role = "suport"', "suport"),
        ('domains = ["@example.com"]', "", "says nobody"),
        ('domains = ["@example.com"]', "domain = []", "domain"),
        ('values = ["data-team", "auditors"]', "", "a claim needs"),
        ('claim = "groups"', "", "a claim needs"),
    ],
)
def test_a_wrong_roles_file_is_refused_whole(
    rules_file: Path, old: str, new: str, says: str
) -> None:
    assert old in RULES
    rules_file.write_text(RULES.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(roles.BadRules, match=says):
        roles.read(rules_file)


def test_somebody_with_a_role_gets_its_pages(rules_file: Path, person: dict[str, Any]) -> None:
    person.update(email="ada@example.com", email_verified=True)
    decision = access.decide()
    assert [page.key for page in decision.pages] == ["overview", "nps", "trust"]
    assert decision.person == "ada@example.com"


@pytest.mark.parametrize(
    ("claims", "title"),
    [
        ({"is_logged_in": False}, "Please sign in"),
        ({"iat": 1_000_000_000}, "Please sign in again"),
        ({"iat": "now"}, "Please sign in again"),
        ({"email": "eve@example.org", "email_verified": True}, "Nothing is open to you yet"),
    ],
)
def test_others_get_a_sentence_and_nothing_else(
    open_page: Open,
    home: Path,
    rules_file: Path,
    person: dict[str, Any],
    claims: dict[str, Any],
    title: str,
) -> None:
    marts_fixture.build(home)
    person.update(claims)
    assert_closed(open_page(), title)


def assert_closed(app: AppTest, title: str) -> None:
    assert not app.exception
    assert [element.value for element in app.title] == [title]
    shown = [app.metric, app.dataframe, app.selectbox, app.markdown, app.subheader]
    assert not any(len(elements) for elements in shown)


def test_sign_in_without_roles_opens_nothing(
    open_page: Open, home: Path, person: dict[str, Any]
) -> None:
    marts_fixture.build(home)
    person.update(email="ada@example.com", email_verified=True)
    assert_closed(open_page(), "Nothing is open to you yet")


def test_roles_without_sign_in_open_nothing(open_page: Open, home: Path, rules_file: Path) -> None:
    marts_fixture.build(home)
    app = open_page()
    assert_closed(app, access.CLOSED)
    assert "nobody can be told apart" in app.info[0].value


def test_a_wrong_roles_file_opens_nothing(
    open_page: Open, home: Path, rules_file: Path, person: dict[str, Any]
) -> None:
    marts_fixture.build(home)
    rules_file.unlink()
    assert_closed(open_page(), access.CLOSED)


def test_unreadable_sign_in_settings_open_nothing(
    open_page: Open, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marts_fixture.build(home)
    broken = home / "secrets.toml"
    broken.write_text("[auth", encoding="utf-8")
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(broken)])
    try:
        assert_closed(open_page(), access.CLOSED)
    finally:
        config.set_option("secrets.files", before)


@pytest.mark.parametrize(
    ("address", "is_local"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("192.168.1.20", False),
        ("dashboards.example.com", False),
        ("", False),
        (None, False),
    ],
)
def test_loopback_is_this_machine_only(address: str | None, is_local: bool) -> None:
    assert access.is_loopback(address) == is_local


def test_beyond_loopback_everything_needs_sign_in_or_a_word(
    open_page: Open, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marts_fixture.build(home)
    before = config.get_option("server.address")
    config.set_option("server.address", "0.0.0.0")
    try:
        assert_closed(open_page(), access.CLOSED)
        monkeypatch.setenv("LOYALTY_DASHBOARD_OPEN", "yes")
        assert open_page().title[0].value == "Is loyalty paying off?"
    finally:
        config.set_option("server.address", before)


def test_the_navigation_offers_only_open_pages(
    open_page: Open, home: Path, rules_file: Path, person: dict[str, Any]
) -> None:
    marts_fixture.build(home)
    person.update(email="joan@example.com", email_verified=True)
    app = open_page()
    assert app.title[0].value == "Can these figures be trusted?"
    assert "Signed in as joan@example.com" in app.caption[-1].value.replace("\\", "")


def test_the_roles_file_of_the_guide_is_right() -> None:
    guide = roles.read(Path(__file__).parents[2] / "docs" / "dashboard-roles.toml")
    assert set(guide.pages) == set(roles.ROLES)
    assert guide.pages["analyst"] == set(registry.page_keys())
    assert not guide.trust_unverified_emails
