"""A part that runs again alone: on the publication of its page, and for whom was let in."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fragments
import marts_fixture
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from test_pages import said

from dashboards import access

Open = Callable[..., AppTest]
RULES = """
session_hours = 12
[roles]
product = ["nps"]
[[grants]]
role = "product"
emails = ["ada@example.com"]
"""


def choose_segment(app: AppTest) -> AppTest:
    """Choose another segment in detail, as a click in a browser does."""
    box = app.selectbox(key="segment")
    return fragments.choose(app, box, box.options[1])


def test_a_part_runs_without_the_rest_of_its_page(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("nps")
    assert app.title
    choose_segment(app)
    assert not app.title
    assert [box.key for box in app.selectbox] == ["segment"]
    assert len(app.get("vega_lite_chart")) == 2


def test_once_there_is_a_newer_publication_the_whole_page_runs(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("nps")
    marts_fixture.build(home, "fixture0002")
    choose_segment(app)
    assert app.title
    assert "Publication fixture0002" in said(app)
    assert app.selectbox(key="segment").index == 1


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The claims of a reader whose role opens one page."""
    rules = tmp_path / "roles.toml"
    rules.write_text(RULES, encoding="utf-8")
    monkeypatch.setenv("LOYALTY_DASHBOARD_ACCESS", str(rules))
    now = int(time.time())
    claims = {"is_logged_in": True, "iat": now, "email": "ada@example.com", "email_verified": True}
    monkeypatch.setattr(st, "secrets", {"auth": {"client_id": "dashboards"}})
    monkeypatch.setattr(access, "claims_of_reader", lambda: claims)
    return claims


@pytest.mark.parametrize(
    ("change", "title"),
    [
        ({"iat": int(time.time()) - 13 * 3600}, "Please sign in again"),
        ({"is_logged_in": False}, "Please sign in"),
        ({"email": "eve@example.com"}, "Nothing is open to you yet"),
    ],
)
def test_a_part_is_closed_with_its_page(
    open_page: Open, home: Path, reader: dict[str, Any], change: dict[str, Any], title: str
) -> None:
    marts_fixture.build(home)
    app = open_page("nps")
    assert app.get("vega_lite_chart")
    reader.update(change)
    choose_segment(app)
    assert [shown.value for shown in app.title] == [title]
    assert not app.get("vega_lite_chart")
    assert not app.get("arrow_data_frame")


def test_a_part_stays_open_with_its_page(
    open_page: Open, home: Path, reader: dict[str, Any]
) -> None:
    marts_fixture.build(home)
    app = choose_segment(open_page("nps"))
    assert not app.title
    assert app.get("vega_lite_chart")
