"""A real browser on the real server."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboards import screenshots

sys.path.insert(0, str(Path(__file__).parents[1] / "app"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a window; in CI its absence is a failure, elsewhere a reason to skip."""
    if not screenshots.chromium().exists():
        if os.environ.get("CI"):
            pytest.fail(f"no browser at {screenshots.chromium()}")
        pytest.skip(f"no browser at {screenshots.chromium()}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=screenshots.chromium(), args=screenshots.ARGUMENTS
        )
        yield launched
        launched.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with the fixture publication."""
    import marts_fixture

    marts_fixture.build(tmp_path)
    return tmp_path
