"""Layers on one pair of axes, and axes that people read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import altair as alt
import polars as pl

SIGNED = "(datum.value > 0 ? '+' : datum.value < 0 ? '−' : '') + abs(datum.value)"
SIGNED_PERCENT = (
    "(datum.value > 0 ? '+' : datum.value < 0 ? '−' : '') + round(abs(datum.value) * 100)"
)
PERCENT = "round(datum.value * 100) + '%'"
MONEY = "replace(replace(format(datum.value, '$.4~s'), 'G', 'B'), 'k', 'K')"


@dataclass(frozen=True)
class Layer:
    """Rows, how they are marked, and where.

    Put together here instead of by `altair.Chart`, which copies every part of a chart at each step:
    that was half the server time of a page. Axes, scales and channels are Altair's.
    """

    frame: pl.DataFrame
    filters: tuple[str | dict[str, Any], ...] = ()
    mark: Mapping[str, Any] = field(default_factory=dict)
    channels: Mapping[str, Any] = field(default_factory=dict)

    def transform_filter(self, test: str | dict[str, Any]) -> Layer:
        """Only rows that pass a test: a Vega expression, or a predicate written out."""
        return replace(self, filters=(*self.filters, test))

    def marked(self, kind: str, **options: Any) -> Layer:
        """Draw the rows as marks of a kind (`bar`, `line`, `point`, `rule`, `text` and so on)."""
        return replace(self, mark={"type": kind, **options})

    def encode(self, **channels: Any) -> Layer:
        """Where the marks stand and how they look, by Altair's channels."""
        return replace(self, channels=channels)

    def written(self, name: str) -> dict[str, Any]:
        """The layer as Vega-Lite, on the data set of a name."""
        said: dict[str, Any] = {"data": {"name": name}, "mark": dict(self.mark)}
        if self.filters:
            said["transform"] = [{"filter": test} for test in self.filters]
        said["encoding"] = {channel: _written(value) for channel, value in self.channels.items()}
        return said


@dataclass(frozen=True)
class Layered:
    """Layers on one pair of axes, the first one lowest, `height` pixels high.

    resolve: which scales the layers do not share.
    """

    layers: tuple[Layer, ...]
    height: int
    resolve: Mapping[str, Any] = field(default_factory=dict)

    def frames(self) -> list[pl.DataFrame]:
        """The rows of all layers, each frame once."""
        return list({id(layer.frame): layer.frame for layer in self.layers}.values())

    def written(self, name: Callable[[pl.DataFrame], str]) -> dict[str, Any]:
        """The chart as Vega-Lite; `name` gives the name of the data set with a frame's rows."""
        names = {id(frame): name(frame) for frame in self.frames()}
        said: dict[str, Any] = {
            "$schema": alt.SCHEMA_URL,
            "height": self.height,
            "layer": [layer.written(names[id(layer.frame)]) for layer in self.layers],
        }
        return {**said, "resolve": dict(self.resolve)} if self.resolve else said


def _written(value: Any) -> Any:
    """A channel, or several, as Vega-Lite."""
    if isinstance(value, list):
        return [_written(one) for one in value]
    return value if isinstance(value, dict) else value.to_dict(validate=False)


def chart(frame: pl.DataFrame) -> Layer:
    """Rows to draw; exact decimals become floats, which is what a browser draws."""
    return Layer(frame.with_columns(pl.selectors.decimal().cast(pl.Float64)))


def layered(*layers: Layer, height: int) -> Layered:
    """Put layers on top of each other, the first one lowest."""
    return Layered(layers, height)


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
