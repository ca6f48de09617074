"""Fixtures of the page tests: published files, and the app on them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

sys.path.insert(0, str(Path(__file__).parent))
# Charts are checked against the schema of Vega-Lite here, and not when they are served.
os.environ["LOYALTY_CHECK_CHARTS"] = "yes"

APP = Path(__file__).parents[2] / "dashboards" / "app.py"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, named by the environment, with nothing cached from another one."""
    monkeypatch.setenv("LOYALTY_HOME", str(tmp_path))
    st.cache_data.clear()
    st.cache_resource.clear()
    return tmp_path


@pytest.fixture
def open_page(home: Path) -> Callable[..., AppTest]:
    """Open a page of the app; keyword arguments are filters in its address."""

    def run(page: str = "overview", **filters: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        for key, value in filters.items():
            app.query_params[key] = value
        if page != "overview":
            app.switch_page(f"app_pages/{page}.py")
        return app.run()

    return run
