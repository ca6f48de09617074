"""Run one live part of a page alone in Streamlit's test runner, as a browser does after a click."""

from __future__ import annotations

from functools import partial
from unittest import mock

from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget


def part_of(app: AppTest, widget: Widget) -> str | None:
    """The id of the fragment that drew a widget; None when the page itself did."""
    state = app.session_state._state._state._new_widget_state
    found: str | None = state.widget_metadata[widget.id].fragment_id
    return found


def run_after(app: AppTest, widget: Widget) -> AppTest:
    """Run what a change of a widget runs: its part where it is in one, else the whole page."""
    part = part_of(app, widget)
    if part is None:
        return app.run()
    alone = partial(RerunData, fragment_id_queue=[part])
    with mock.patch("streamlit.testing.v1.local_script_runner.RerunData", alone):
        return app.run()
