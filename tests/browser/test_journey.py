"""The journey of a reader, in Chromium, on a running server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import marts_fixture
import pytest

from dashboards import registry, screenshots

pytestmark = pytest.mark.browser

SHOTS = Path(__file__).parents[2] / "artifacts" / "screenshots"
BAD = re.compile(r"Traceback|could not be shown|Error:|Exception|undefined|NaN|\bnan\b|\bNone\b")
QUESTIONS = {page.title: page.question for page in registry.PAGES}


def open_at(browser: Any, address: str, width: int, path: str = "", scheme: str = "light") -> Any:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.set_default_timeout(60_000)
    page.goto(f"{address}/{path}")
    screenshots.settle(page)
    return page


def healthy(page: Any) -> None:
    """Nothing that a reader should never see."""
    text = page.inner_text("[data-testid='stMain']")
    assert not BAD.search(text), BAD.search(text)
    assert page.locator("[data-testid='stException']").count() == 0
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"the page is {wide} px too wide"


def is_dark(page: Any) -> bool:
    colour = page.evaluate(
        "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    )
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3]) < 384


@pytest.mark.parametrize("width", [1440, 1280])
def test_through_all_pages(browser: Any, home: Path, width: int) -> None:
    with screenshots.serve(home) as address:
        page = open_at(browser, address, width)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.reload()
        for link, question in QUESTIONS.items():
            page.get_by_role("link", name=link, exact=True).click()
            page.wait_for_selector(f"h1:has-text('{question}')")
            screenshots.settle(page)
            healthy(page)
            screenshots.full(page, SHOTS / f"{link.replace(' ', '-').lower()}-{width}.png", width)
            page.set_viewport_size({"width": width, "height": 900})
        inside = (address, "data:", "blob:")
        assert [url for url in asked if not url.startswith(inside)] == []


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_on_a_phone_and_in_the_dark(browser: Any, home: Path, width: int, scheme: str) -> None:
    with screenshots.serve(home) as address:
        for name, path in screenshots.PAGES.items():
            page = open_at(browser, address, width, path, scheme)
            healthy(page)
            assert is_dark(page) == (scheme == "dark")
            screenshots.full(page, SHOTS / f"{name}-{width}-{scheme}.png", width)
            page.close()


def test_a_view_can_be_shared_by_its_address(browser: Any, home: Path) -> None:
    with screenshots.serve(home) as address:
        page = open_at(browser, address, 1280, "nps")
        page.get_by_label("Split by").click()
        page.get_by_role("option", name="Country").click()
        page.wait_for_selector("text=By country")
        page.wait_for_url(re.compile("dimension=Country"))
        shared = page.url
        page.close()
        again = browser.new_page()
        again.goto(shared)
        again.wait_for_selector("text=By country")
        again.close()


def test_why_this_number_and_its_download(browser: Any, home: Path) -> None:
    with screenshots.serve(home) as address:
        page = open_at(browser, address, 1280)
        page.get_by_role("button", name="Why this number").first.click()
        page.wait_for_selector("text=Share of promoters")
        page.wait_for_selector("text=marts.nps_by_segment")
        page.wait_for_timeout(800)
        page.screenshot(path=SHOTS / "why-1280.png")
        with page.expect_download() as download:
            page.get_by_role("button", name="Download CSV").first.click()
        rows = download.value.path().read_text(encoding="utf-8").splitlines()
        assert rows[0].startswith("kpi,")
        assert rows[1].startswith("relationship_nps,")


def test_names_from_the_data_are_drawn_as_text(browser: Any, home: Path) -> None:
    with screenshots.serve(home) as address:
        page = open_at(browser, address, 1280, "nps?dimension=Industry")
        page.wait_for_selector("text=By industry")
        healthy(page)
        assert page.locator("[data-testid='stMarkdownContainer'] b").count() == 0
        assert "<b>Retail</b> & $Co$ *x*" in page.inner_text("[data-testid='stMain']")
        screenshots.full(page, SHOTS / "nps-industry-1280.png", 1280)


def test_an_open_page_shows_a_new_publication_by_itself(browser: Any, home: Path) -> None:
    with screenshots.serve(home, poll_seconds=1) as address:
        page = open_at(browser, address, 1280)
        page.wait_for_selector("text=from 620 responses")
        for number in range(2, 5):
            change = f"update marts.program_scorecard set n = {number}111 where sort_order = 10"
            old = home / "published" / "marts.duckdb"
            previous = old.resolve()
            marts_fixture.build(home, f"fixture{number:04}", change=(change,))
            previous.unlink()
            page.wait_for_selector(f"text=from {number},111 responses")
            page.wait_for_selector(f"text=Publication fixture{number:04}")
            screenshots.settle(page)
            healthy(page)


def test_a_page_opened_before_the_first_publication_fills_itself(
    browser: Any, tmp_path: Path
) -> None:
    with screenshots.serve(tmp_path, poll_seconds=1) as address:
        page = open_at(browser, address, 1280)
        page.wait_for_selector("text=Nothing has been published yet")
        page.screenshot(path=SHOTS / "unpublished-1280.png")
        marts_fixture.build(tmp_path)
        page.wait_for_selector("text=Is loyalty paying off?")
        screenshots.settle(page)
        healthy(page)
