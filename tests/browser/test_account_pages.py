"""Accounts and closed loop in Chromium: search, open one account, share its address, downloads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from test_journey import SHOTS, healthy, open_at

from dashboards import screenshots

pytestmark = pytest.mark.browser


def test_from_the_list_to_one_account_and_its_address(browser: Any, home: Path) -> None:
    with screenshots.serve(home) as address:
        page = open_at(browser, address, 1280, "accounts")
        page.get_by_label("Search by name or account id").fill("Acme")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=1 to 1 of 1 accounts")
        page.wait_for_url(re.compile("search=Acme"))
        page.get_by_label("Open an account of this page").click()
        page.get_by_role("option").first.click()
        page.wait_for_selector("text=What happened, and when?")
        page.wait_for_url(re.compile("account=acc001"))
        screenshots.settle(page)
        healthy(page)
        text = page.inner_text("[data-testid='stMain']")
        assert "<b>Acme</b> & $Co$ *x* is a detractor" in text
        screenshots.full(page, SHOTS / "account-1280.png", 1280)
        shared = page.url
        page.close()
        again = browser.new_page()
        again.goto(shared)
        again.wait_for_selector("text=is a detractor (account NPS −60)")
        again.get_by_role("button", name="All accounts").click()
        again.wait_for_selector("text=1 to 1 of 1 accounts")
        again.close()


def test_a_row_of_the_list_opens_its_account(browser: Any, home: Path) -> None:
    with screenshots.serve(home) as address:
        page = open_at(browser, address, 1280, "accounts")
        grid = page.locator("[data-testid='stDataFrame']").first
        grid.scroll_into_view_if_needed()
        box = grid.bounding_box()
        page.mouse.click(box["x"] + 20, box["y"] + 55)
        page.wait_for_url(re.compile("account=acc001"))
        page.wait_for_selector("text=How does its NPS move?")
        page.close()


def test_downloads_of_paged_lists_hold_every_row(browser: Any, home: Path) -> None:
    with screenshots.serve(home) as address:
        page = open_at(browser, address, 1280, "accounts")
        with page.expect_download() as accounts:
            page.get_by_role("button", name="Download CSV").first.click()
        rows = accounts.value.path().read_text(encoding="utf-8").splitlines()
        assert len(rows) == 61
        assert rows[0].startswith("account_id,name,")
        page.close()
        page = open_at(browser, address, 1280, "closed_loop")
        healthy(page)
        assert "7 of them beyond their deadline" in page.inner_text("[data-testid='stMain']")
        page.close()
