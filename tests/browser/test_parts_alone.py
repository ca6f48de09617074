"""A filter of one part runs that part alone, and still lives in the address."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from test_journey import healthy

from dashboards import screenshots

pytestmark = pytest.mark.browser

# page, filter, choice, its key in the address
FILTERS = [
    ("nps", "Segment in detail", "SMB (below $15K)", "segment"),
    ("retention", "Measure", "Net revenue retention (NRR)", "measure"),
    ("retention", "Columns", "Months since the start", "across"),
    ("closed_loop", "Who waits", "Everybody", "waiting"),
    ("closed_loop", "Show", "The first 90 days", "span"),
    ("survey_health", "Reason", re.compile("^An open loop"), "why"),
    ("voice", "Measure", "Revenue at risk", "measure"),
    ("accounts", "Order", "Name", "sort"),
]


class Deltas:
    """What the server sends to a page, counted by the fragment that it comes from."""

    def __init__(self, page: Any) -> None:
        self.of_parts: set[str] = set()
        self.of_page = 0
        page.on("websocket", lambda socket: socket.on("framereceived", self._take))

    def _take(self, frame: Any) -> None:
        message = ForwardMsg()
        message.ParseFromString(frame if isinstance(frame, bytes) else frame.encode())
        if message.WhichOneof("type") == "delta":
            if message.delta.fragment_id:
                self.of_parts.add(message.delta.fragment_id)
            else:
                self.of_page += 1

    def forget(self) -> set[str]:
        """Count anew; gives the parts that were seen, those inside other parts among them."""
        seen, self.of_parts, self.of_page = self.of_parts, set(), 0
        return seen


def choose(page: Any, label: str, option: Any) -> None:
    box = page.get_by_role("combobox", name=label, exact=True).first
    box.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # a list closes when the page scrolls
    box.click()
    page.get_by_role("option", name=option, exact=isinstance(option, str)).click()


@pytest.mark.parametrize(("path", "label", "option", "key"), FILTERS)
def test_a_filter_runs_its_part_alone_and_can_be_shared(
    browser: Any, home: Path, path: str, label: str, option: Any, key: str
) -> None:
    with screenshots.serve(home) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(20_000)
        deltas = Deltas(page)
        page.goto(f"{address}/{path}")
        screenshots.settle(page)
        assert deltas.of_page > 0
        parts = deltas.forget()
        choose(page, label, option)
        page.wait_for_url(re.compile(rf"[?&]{key}="))
        screenshots.settle(page)
        healthy(page)
        assert 0 < len(deltas.of_parts) < len(parts)
        assert deltas.of_page == 0
        shown = page.inner_text("[data-testid='stMain']")
        shared = browser.new_page(viewport={"width": 1280, "height": 900})
        shared.goto(page.url)
        screenshots.settle(shared)
        assert shared.inner_text("[data-testid='stMain']") == shown
