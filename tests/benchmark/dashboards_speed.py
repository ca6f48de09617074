"""`make bench-dashboards`: first paint of each page and each filter change, on a large publication.

On a busy machine the clock says little: seconds of processor time stand beside it.

Server time is that of Streamlit's run of the page, or of the part that a filter changes, and of
writing its messages to bytes. Streamlit's test runner runs it in this process; what that does around
the run (a session of its own, reading the messages) is left out. Nothing is cached for a first run,
and a filter change asks for what nobody asked before. First paint is what a reader sees in Chromium:
from the address to the frame that shows the heading, and to the end of the page. The page itself
takes the time: asked from outside, it answers only when it is done with drawing what came after.
Each visit is by a browser that has never been here; one more, `again`, has the program cached.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from dashboards_scale import scale
from rich.console import Console
from rich.table import Table

APP = Path(__file__).parents[2] / "dashboards" / "app.py"
sys.path.insert(0, str(Path(__file__).parents[1] / "app"))
FIRST_PAINT, FILTER_CHANGE = 2.0, 0.3
NAMES = ("p50", "max", "cpu")
PAINTS = ("heading", "heading_max", "end", "again")
HEADINGS = (
    "first p50", "max", "cpu", "heading p50", "max", "end p50", "again",
    "slowest filter", "p50", "max", "cpu",
)  # fmt: skip
# A frame is drawn after its callbacks: what is asked for in one of them runs behind the drawing.
WATCH = """
new MutationObserver((_, observer) => {
    if (!document.querySelector("[data-testid='stMain'] h1")) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.headingShown = performance.now(); }));
}).observe(document, { childList: true, subtree: true });
"""
Seconds = tuple[float, float]  # on the clock, of this process's processors


def main(arguments: list[str] | None = None) -> int:
    """Scale, measure, print, write JSON. Returns 0; what is slow is for people to judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True, help="a published marts.duckdb")
    parser.add_argument("--accounts", type=int, default=100_000)
    parser.add_argument("--responses", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--visits", type=int, default=3, help="of a browser to each page")
    parser.add_argument("--work", type=Path, default=None, help="keep the scaled file here")
    parser.add_argument("--out", type=Path, help="JSON")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        home = options.work or Path(scratch)
        started = time.perf_counter()
        rows = scale(options.source, home, options.accounts, options.responses)
        made = time.perf_counter() - started
        os.environ["LOYALTY_HOME"] = str(home)
        found = {
            "machine": machine(),
            "rows": rows,
            "seconds_to_make": round(made, 1),
            "pages": measure(options.runs),
            "browser": in_browser(home, options.visits),
        }
    show(found)
    if options.out:
        options.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


def machine() -> dict[str, Any]:
    """What it ran on, and how busy that was."""
    return {
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load_average": [round(value, 1) for value in os.getloadavg()],
    }


def measure(runs: int) -> dict[str, dict[str, Any]]:
    """Server seconds of each page: first runs, and changes of each of its filters."""
    from dashboards import registry

    open_page("")  # imports: the first reader after a start waits for them
    pages = {}
    for page in registry.PAGES:
        first = [_first(page.script) for _ in range(runs)]
        changes = _changes(page.script)
        pages[page.key] = {
            "first": _summary(first),
            "changes": {label: _summary(times) for label, times in changes.items()},
        }
    return pages


def _first(script: str) -> Seconds:
    import streamlit as st

    st.cache_data.clear()
    st.cache_resource.clear()
    with _timed() as times:
        open_page(script)
    return times[0]


def open_page(script: str) -> Any:
    """A reader opens the page of this script (the first one when ""), on the home of LOYALTY_HOME."""
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(APP), default_timeout=300)
    if script and "overview" not in script:
        app.switch_page(script)
    app.run()
    assert not app.exception, app.exception
    return app


def _changes(script: str) -> dict[str, list[Seconds]]:
    """Seconds of a run with each of three choices of each filter, each new to the cache."""
    app = open_page(script)
    asked = {str(box.key): (str(box.label), _others(box)) for box in app.selectbox}
    asked |= {str(box.key): (str(box.label), ["ab", "st", "co"]) for box in app.text_input}
    return {
        f"{label} [{key}]": [_change(script, key, text) for text in texts]
        for key, (label, texts) in asked.items()
        if texts and not key.startswith("open-")
    }


def _others(box: Any) -> list[str]:
    """Up to three choices other than the one that is made."""
    return [text for place, text in enumerate(box.options) if place != box.index][:3]


def _change(script: str, key: str, text: str) -> Seconds:
    """A reader of the page makes one choice: what a filter is in runs again, the page or a part."""
    import fragments

    app = open_page(script)
    before = _box(app, key).value
    with _timed() as times:
        fragments.choose(app, _box(app, key), text)
    assert not app.exception, app.exception
    assert _box(app, key).value != before
    return times[0]


def _box(app: Any, key: str) -> Any:
    return next(one for one in [*app.selectbox, *app.text_input] if one.key == key)


@contextmanager
def _timed() -> Iterator[list[Seconds]]:
    """Times the runs of scripts, each with the writing of its messages."""
    from streamlit.testing.v1.local_script_runner import LocalScriptRunner

    run = LocalScriptRunner._run_script
    times: list[Seconds] = []

    def timed(runner: LocalScriptRunner, *given: Any) -> None:
        started, worked = time.perf_counter(), time.process_time()
        run(runner, *given)
        for message in runner.forward_msgs():
            message.SerializeToString()
        times.append((time.perf_counter() - started, time.process_time() - worked))

    with mock.patch.object(LocalScriptRunner, "_run_script", timed):
        yield times


def _summary(times: list[Seconds]) -> dict[str, float]:
    wall, cpu = zip(*times, strict=True)
    return {
        "p50": round(statistics.median(wall), 3),
        "max": round(max(wall), 3),
        "cpu": round(statistics.median(cpu), 3),
    }


def in_browser(home: Path, visits: int) -> dict[str, dict[str, float]]:
    """Seconds in Chromium from the address to the heading, and to the page's end; {} without it."""
    from dashboards import registry, screenshots

    if not screenshots.chromium().exists():
        return {}
    from playwright.sync_api import sync_playwright

    found = {}
    with screenshots.serve(home) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=screenshots.chromium(), args=screenshots.ARGUMENTS
        )
        _visit(browser, address)  # the publication is opened
        for page in registry.PAGES:
            seen = [_visit(browser, f"{address}/{page.path}") for _ in range(visits)]
            headings, ends, again = zip(*seen, strict=True)
            values = (
                statistics.median(headings),
                max(headings),
                statistics.median(ends),
                min(again),
            )
            found[page.key] = {
                name: round(value, 3) for name, value in zip(PAINTS, values, strict=True)
            }
        browser.close()
    return found


def _visit(browser: Any, address: str) -> tuple[float, float, float]:
    """To the heading and to the end for a new browser; to the heading with the program cached."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(120_000)
    context.add_init_script(WATCH)
    heading, end = _paint(context, address)
    again, _ = _paint(context, address)
    context.close()
    return heading, end, again


def _paint(context: Any, address: str) -> Seconds:
    page = context.new_page()
    page.goto(address)
    heading = page.wait_for_function("window.headingShown").json_value() / 1000
    page.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']")
    end = page.evaluate("performance.now()") / 1000
    page.close()
    return heading, end


def show(found: dict[str, Any]) -> None:
    """Print the figures beside what they should be."""
    console = Console(width=170)
    console.print(f"{found['machine']}\n{found['rows']}\nmade in {found['seconds_to_make']} s")
    table = Table("page", *HEADINGS)
    for key, page in found["pages"].items():
        paint = found["browser"].get(key, {})
        slowest = max(page["changes"].items(), key=lambda item: item[1]["p50"], default=("—", {}))
        table.add_row(
            key,
            *(_cell(page["first"][name], FIRST_PAINT) for name in NAMES),
            *(_cell(paint.get(name), FIRST_PAINT) for name in PAINTS),
            slowest[0],
            *(_cell(slowest[1].get(name), FILTER_CHANGE) for name in NAMES),
        )
    console.print(table)
    console.print(
        f"Wanted: first paint {FIRST_PAINT} s, filter change {FILTER_CHANGE} s. Slower: ✕"
    )


def _cell(seconds: float | None, limit: float) -> str:
    return "—" if seconds is None else f"{seconds:.3f} s{' ✕' if seconds > limit else ''}"


if __name__ == "__main__":
    sys.exit(main())
