"""Layers on one pair of axes, and axes that people read."""

from __future__ import annotations

from typing import Any, cast

import altair as alt
import polars as pl

SIGNED = "(datum.value > 0 ? '+' : datum.value < 0 ? '−' : '') + abs(datum.value)"
SIGNED_PERCENT = (
    "(datum.value > 0 ? '+' : datum.value < 0 ? '−' : '') + round(abs(datum.value) * 100)"
)
PERCENT = "round(datum.value * 100) + '%'"
MONEY = "replace(replace(format(datum.value, '$.4~s'), 'G', 'B'), 'k', 'K')"


def chart(frame: pl.DataFrame) -> alt.Chart:
    """A chart on rows; exact decimals become floats, which is what a browser draws."""
    return alt.Chart(frame.with_columns(pl.selectors.decimal().cast(pl.Float64)))


def layered(*layers: alt.Chart, **properties: Any) -> alt.LayerChart:
    """Put charts on top of each other, the first one lowest."""
    return cast(alt.LayerChart, alt.layer(*layers, **properties))


def if_solid(value: str | None = None) -> dict[str, Any]:
    """A condition: solid marks have a value, or the colour of their row when none is given.

    Written out, because Altair's own way searches its whole schema for each condition.
    """
    row = {"field": "colour", "type": "nominal", "scale": None}
    return {"test": "datum.is_solid", **(row if value is None else {"value": value})}


def period_axis(frame: pl.DataFrame, form: str = "%b %Y") -> alt.X:
    """A time axis with a tick at each row's date, in UTC whatever the reader's zone."""
    dates = frame["at"].unique().sort().to_list()
    step = max(1, -(-len(dates) // 8))
    values = [
        alt.DateTime(year=d.year, month=d.month, date=d.day, utc=True)
        for d in dates[::-1][::step][::-1]
    ]
    axis = alt.Axis(format=form, labelAngle=0, values=values, labelOverlap=True, grid=False)
    return alt.X("at:T", title=None, scale=alt.Scale(type="utc"), axis=axis)
