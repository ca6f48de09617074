"""Small records of the pipeline's own state as JSON, replaced in one step."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def write_json(value: Any, path: Path) -> None:
    """Write aside, then rename: a reader sees the old record or the new one, whole."""
    aside = path.with_suffix(".tmp")
    aside.write_text(json.dumps(value, sort_keys=True))
    aside.replace(path)
