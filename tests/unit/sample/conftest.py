"""A small sample, made once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingestion.sample.build import generate
from ingestion.sample.settings import Settings

SMALL = Settings(accounts=260, months=30, seed=11)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sample") / "extracts"
    generate(out, SMALL)
    return out


@pytest.fixture(scope="session")
def truth(sample: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((sample.parent / "truth.json").read_text())
    return content
