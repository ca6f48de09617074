"""Sign-in and roles, with a real identity provider and a real browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboards import registry, screenshots

pytestmark = pytest.mark.browser

SHOTS = Path(__file__).parents[2] / "artifacts" / "screenshots"
ROLES = """
[roles]
executive = ["overview", "nps"]
analyst = ["*"]
support = ["trust"]

[[grants]]
role = "executive"
emails = ["ada@example.com"]

[[grants]]
role = "analyst"
claim = "groups"
values = ["data-team"]

[[grants]]
role = "support"
domains = ["help.example.com"]
"""
PEOPLE: dict[str, dict[str, Any]] = {
    "ada": {"email": "Ada@example.com", "email_verified": True},
    "grace": {"email": "grace@example.com", "email_verified": True, "groups": ["data-team"]},
    "joan": {"email": "joan@help.example.com", "email_verified": True},
    "eve": {"email": "eve@example.com", "email_verified": True},
    "mallory": {"email": "ada@example.com", "email_verified": False},
}
CLOSED = "This page is not open to you"


@pytest.fixture(scope="module")
def needs_authlib() -> None:
    """Streamlit's sign-in needs Authlib; in CI its absence is a failure."""
    if not os.environ.get("CI"):
        pytest.importorskip("authlib", reason="the extra `auth` is not installed")


@pytest.fixture
def served(needs_authlib: None, home: Path, tmp_path: Path) -> Iterator[tuple[str, Any]]:
    """The dashboards with sign-in at a provider of our own; gives their address and the provider."""
    import oidc_provider

    roles, settings = tmp_path / "roles.toml", tmp_path / "secrets.toml"
    roles.write_text(ROLES, encoding="utf-8")
    with oidc_provider.serve(PEOPLE) as provider:
        settings.write_text(
            "[auth]\n"
            'redirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
            'cookie_secret = "a cookie secret of the tests, long enough"\n'
            f'client_id = "{oidc_provider.CLIENT}"\n'
            f'client_secret = "{oidc_provider.SECRET}"\n'
            f'server_metadata_url = "{provider.address}/.well-known/openid-configuration"\n',
            encoding="utf-8",
        )
        with screenshots.serve(
            home,
            options=["--secrets.files", str(settings)],
            settings={"LOYALTY_DASHBOARD_ACCESS": str(roles)},
        ) as address:
            yield address, provider


def reader(browser: Any) -> Any:
    """Somebody with no cookies yet."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(60_000)
    return page


def sign_in(page: Any, address: str, who: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_selector("h1:has-text('Who are you?')")
    page.get_by_role("link", name=who, exact=True).click()
    page.wait_for_selector("[data-testid='stApp']")
    page.get_by_role("button", name="Sign out").wait_for()
    screenshots.settle(page)


def heading(page: Any) -> str:
    return str(page.locator("h1").first.inner_text()).strip()


def menu(page: Any) -> list[str]:
    links = page.locator("[data-testid='stTopNavLink']").all_inner_texts()
    return [text.strip().splitlines()[-1] for text in links]


def test_nothing_is_open_before_sign_in(browser: Any, served: tuple[str, Any]) -> None:
    page = reader(browser)
    for entry in registry.PAGES:
        page.goto(f"{served[0]}/{entry.path}")
        screenshots.settle(page)
        assert heading(page) == "Please sign in"
        assert menu(page) == []
        assert page.locator("[data-testid='stMetric']").count() == 0
    page.screenshot(path=SHOTS / "sign-in-1280.png")


def test_a_role_opens_its_pages_and_no_other(browser: Any, served: tuple[str, Any]) -> None:
    address, provider = served
    page = reader(browser)
    sign_in(page, address, "ada")
    assert heading(page) == "Is loyalty paying off?"
    assert menu(page) == ["Overview", "NPS"]
    for entry in registry.PAGES:
        page.goto(f"{address}/{entry.path}")
        screenshots.settle(page)
        assert (heading(page) != CLOSED) == (entry.key in ("overview", "nps")), entry
    page.screenshot(path=SHOTS / "closed-page-1280.png")
    page.goto(address)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_selector("h1:has-text('Please sign in')")
    assert provider.signed_out == ["loyalty-dashboards"]


@pytest.mark.parametrize(
    ("who", "pages"),
    [("grace", [page.title for page in registry.PAGES]), ("joan", ["Data"])],
)
def test_claims_and_domains_open_pages(
    browser: Any, served: tuple[str, Any], who: str, pages: list[str]
) -> None:
    page = reader(browser)
    sign_in(page, served[0], who)
    if len(pages) > 1:
        assert menu(page) == pages
    else:
        assert heading(page) == "Can these figures be trusted?"
        page.goto(f"{served[0]}/overview")
        screenshots.settle(page)
        assert heading(page) == CLOSED


@pytest.mark.parametrize("who", ["eve", "mallory"])
def test_strangers_and_unverified_addresses_see_nothing(
    browser: Any, served: tuple[str, Any], who: str
) -> None:
    page = reader(browser)
    sign_in(page, served[0], who)
    for path in ["", "trust"]:
        page.goto(f"{served[0]}/{path}")
        screenshots.settle(page)
        assert heading(page) == "Nothing is open to you yet"
        assert menu(page) == []
