"""Run one live part of a page alone in Streamlit's test runner, as a browser does after a click."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from unittest import mock

from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget


def part_of(app: AppTest, widget: Widget) -> str | None:
    """The id of the fragment that drew a widget; None when the page itself did."""
    state = app.session_state._state._state._new_widget_state
    found: str | None = state.widget_metadata[widget.id].fragment_id
    return found


def choose(app: AppTest, widget: Widget, text: str) -> AppTest:
    """Make the choice that reads as `text`, and run what it changes."""
    widget.set_value(text)

    def words(form: Callable[[Any], Any], value: Any) -> Any:
        return value if value is text else form(value)

    with mock.patch("streamlit.testing.v1.element_tree._format_value_for_widget", words):
        return run_after(app, widget)


def run_after(app: AppTest, widget: Widget) -> AppTest:
    """Run what a change of a widget runs: its part where it is in one, else the whole page."""
    part = part_of(app, widget)
    if part is None:
        return app.run()
    alone = partial(RerunData, fragment_id_queue=[part])
    with mock.patch("streamlit.testing.v1.local_script_runner.RerunData", alone):
        return app.run()


def unfold(app: AppTest) -> AppTest:
    """Open every expander and popover of a page, as a reader who wants to see all of it."""
    known = app.session_state._state._state.filtered_state
    for key in [key for key in known if key.startswith(("fold-", "why-"))]:
        app.session_state[key] = True
    return app.run()
