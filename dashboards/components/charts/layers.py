"""Layers on one pair of axes."""

from __future__ import annotations

from typing import Any, cast

import altair as alt


def layered(*layers: alt.Chart, **properties: Any) -> alt.LayerChart:
    """Put charts on top of each other, the first one lowest."""
    return cast(alt.LayerChart, alt.layer(*layers).properties(**properties))
