"""What a reader takes along: a chart as an image, a figure of one's own, the board report."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from test_journey import SHOTS, healthy, open_at

from dashboards import screenshots

pytestmark = pytest.mark.browser


def test_a_chart_can_be_saved_as_an_image(browser: Any, home: Path) -> None:
    with screenshots.serve(home) as address:
        page = open_at(browser, address, 1280, scheme="dark")
        # All of the page in the window: the menu at its top covers what is scrolled below it.
        page.set_viewport_size({"width": 1280, "height": 3600})
        screenshots.settle(page)
        charts = page.locator("[data-testid='stVegaLiteChart']").count()
        buttons = page.get_by_role("button", name=re.compile("^Download as PNG"))
        drawn = page.get_by_role("button", name=re.compile("SVG of"))
        assert charts == buttons.count() == drawn.count() > 0
        page.locator("[data-testid='stVegaLiteChart']").first.hover()
        with page.expect_download() as download:
            buttons.first.click()
        assert download.value.path().read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
        with page.expect_download() as download:
            page.get_by_role("button", name="SVG of NPS over time").click()
    assert download.value.suggested_filename == "overview_nps-trend_2026-07-01.svg"
    saved = download.value.path().read_text(encoding="utf-8")
    assert ElementTree.fromstring(saved)[0].text == "NPS over time"
    assert 'fill="#FFFFFF"' in saved
    alone = browser.new_page(viewport={"width": 900, "height": 450})
    asked: list[str] = []
    alone.on("request", lambda request: asked.append(request.url))
    alone.set_content(saved)
    alone.screenshot(path=SHOTS / "chart-saved.png")
    assert asked == []


def test_the_board_report_opens_alone_and_prints(browser: Any, home: Path, tmp_path: Path) -> None:
    with screenshots.serve(home) as address:
        page = open_at(browser, address, 1280)
        with page.expect_download() as download:
            page.get_by_role("button", name="Board report").click()
        report = tmp_path / "report.html"
        download.value.save_as(report)
    asked: list[str] = []
    alone = browser.new_page(viewport={"width": 390, "height": 800})
    alone.on("request", lambda request: asked.append(request.url))
    alone.goto(report.as_uri())
    assert asked == [report.as_uri()]
    assert "Relationship NPS is +24" in alone.inner_text("body")
    assert alone.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    alone.screenshot(path=SHOTS / "board-report-390.png", full_page=True)
    assert alone.pdf(prefer_css_page_size=True)[:5] == b"%PDF-"


def test_a_calculation_can_be_shared_by_its_address(browser: Any, home: Path) -> None:
    with screenshots.serve(home) as address:
        page = open_at(browser, address, 1280, "economics?start=The+articles'+figures")
        page.wait_for_selector("text=$375K of prevented churn a year")
        slider = page.get_by_role("slider", name="Share of detractors recovered")
        slider.focus()
        for _ in range(10):
            slider.press("ArrowRight")
        page.wait_for_selector("text=$450K of prevented churn a year")
        screenshots.settle(page)
        healthy(page)
        page.screenshot(path=SHOTS / "business-case-1280.png")
        page.wait_for_url(re.compile("articles_recovery_share=0.3"))
        again = browser.new_page()
        again.goto(page.url)
        again.wait_for_selector("text=$450K of prevented churn a year")
