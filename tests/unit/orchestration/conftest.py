"""A home of its own for every test, and definitions loaded once per session."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dagster_project.resources import Settings

if TYPE_CHECKING:
    import dagster as dg


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of an empty home and an empty landing zone."""
    for name in list(os.environ):
        if name.startswith("LOYALTY_"):
            monkeypatch.delenv(name)
    # Commands export their settings; whatever they set goes back at the end of the test.
    for name in Settings(tmp_path, tmp_path).environment():
        monkeypatch.setenv(name, os.environ.get(name, ""))
    (tmp_path / "extracts").mkdir()
    monkeypatch.setenv("LOYALTY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOYALTY_EXTRACTS", str(tmp_path / "extracts"))
    return Settings.from_environment()


@pytest.fixture(scope="session")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dg.Definitions]:
    """Everything that Dagster would load, with dbt parsed into a throw-away home."""
    from dagster_project.definitions import defs

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOYALTY_HOME", str(tmp_path_factory.mktemp("definitions")))
        yield defs()
