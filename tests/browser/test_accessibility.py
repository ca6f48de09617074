"""Each page, light and dark, against the rules of axe-core; and by keyboard alone.

axe-core comes from npm (`npm ci --prefix tests/browser`), and runs inside the page.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboards import registry, screenshots

pytestmark = pytest.mark.browser

AXE = Path(__file__).with_name("node_modules") / "axe-core" / "axe.min.js"
FOUND = Path(__file__).parents[2] / "artifacts" / "accessibility"
GRAVE = ("serious", "critical")
# What Streamlit draws itself and an app cannot change: rule, part of the selector, why.
STREAMLITS_OWN: list[tuple[str, str, str]] = []


@pytest.fixture(scope="module")
def axe() -> str:
    """The rules; in CI their absence is a failure, elsewhere a reason to skip."""
    if not AXE.is_file():
        missing = "axe-core is not installed: npm ci --prefix tests/browser"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    import marts_fixture

    home = tmp_path_factory.mktemp("accessible")
    marts_fixture.build(home)
    with screenshots.serve(home) as served:
        yield served


def opened(browser: Any, address: str, path: str, scheme: str = "light") -> Any:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    page.set_default_timeout(60_000)
    page.goto(f"{address}/{path}")
    screenshots.settle(page)
    return page


def findings(page: Any, axe: str) -> list[dict[str, Any]]:
    """Grave violations as rows of rule, element and advice, without Streamlit's own."""
    page.evaluate(axe)
    result = page.evaluate(
        "axe.run(document, {resultTypes: ['violations'], iframes: false}).then(r => r.violations)"
    )
    return [
        {
            "rule": violation["id"],
            "impact": violation["impact"],
            "target": " ".join(map(str, node["target"])),
            "html": node["html"][:300],
            "advice": node["failureSummary"],
        }
        for violation in result
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
        if not is_streamlits_own(violation["id"], node)
    ]


def is_streamlits_own(rule: str, node: dict[str, Any]) -> bool:
    where = " ".join(map(str, node["target"])) + " " + node["html"]
    return any(rule == known and part in where for known, part, _ in STREAMLITS_OWN)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("entry", registry.PAGES, ids=lambda page: page.key)
def test_no_grave_finding(
    browser: Any, address: str, axe: str, entry: registry.Page, scheme: str
) -> None:
    page = opened(browser, address, entry.path, scheme)
    found = findings(page, axe)
    FOUND.mkdir(parents=True, exist_ok=True)
    (FOUND / f"{entry.key}-{scheme}.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    page.close()
    assert not found, json.dumps(found, indent=1)


FOCUSED = """() => {
  const e = document.activeElement;
  const label = e.getAttribute('aria-label') || e.innerText || '';
  return {tag: e.tagName, label: label.trim(), role: e.getAttribute('role') || ''};
}"""


def tab_through(page: Any, limit: int = 120) -> list[dict[str, str]]:
    """What has the focus after each press of Tab, until it is back at the start."""
    reached: list[dict[str, str]] = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["tag"] == "BODY":
            break
        reached.append(focused)
    return reached


@pytest.mark.parametrize("entry", registry.PAGES, ids=lambda page: page.key)
def test_tab_reaches_menu_filters_and_explanations(
    browser: Any, address: str, entry: registry.Page
) -> None:
    page = opened(browser, address, entry.path)
    labels = [
        element.get_attribute("aria-label") or ""
        for element in page.locator("[data-testid='stSelectbox'] input").all()
    ]
    explanations = page.get_by_role("button", name="Why this number").count()
    reached = tab_through(page, 160)
    said = [focused["label"] for focused in reached]
    for other in registry.PAGES:
        assert any(other.title in text for text in said[:20]), other.title
    filters = [f["label"] for f in reached if f["tag"] == "INPUT" and f["role"] == "combobox"]
    assert [label for label in filters if label in labels] == labels
    assert sum("Why this number" in text for text in said) >= explanations
    page.close()


def test_an_explanation_opens_and_closes_by_keyboard(browser: Any, address: str) -> None:
    page = opened(browser, address, "")
    page.get_by_role("button", name="Why this number").first.focus()
    page.keyboard.press("Enter")
    body = page.get_by_test_id("stPopoverBody")
    body.get_by_text("the dbt model that defines it").wait_for()
    page.keyboard.press("Escape")
    body.wait_for(state="hidden")
    page.close()


def test_a_filter_is_chosen_by_keyboard(browser: Any, address: str) -> None:
    page = opened(browser, address, "nps")
    page.get_by_label("Split by").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("Country")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=By country")
    assert "dimension=Country" in page.url
    page.close()
