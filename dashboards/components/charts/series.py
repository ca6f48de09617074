"""Several series over time, told apart by colour, shape and dash; bands where there are bounds."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import polars as pl

from dashboards.components.charts.intervals import Scale
from dashboards.components.charts.layers import Layered, chart, layered, period_axis
from dashboards.components.palette import Look

SHAPES = ["circle", "square", "triangle-up"]
DASHES = [[1, 0], [6, 3], [2, 2]]


@dataclass(frozen=True)
class Series:
    """The names of up to three series in their order, and how an axis of time reads."""

    names: list[str]
    form: str = "%b %Y"

    def colours(self, look: Look) -> alt.Scale:
        """One colour a name."""
        return alt.Scale(domain=self.names, range=[look.main, look.bad, look.good][: self.size])

    @property
    def size(self) -> int:
        """How many series there are."""
        return len(self.names)


def series_chart(frame: pl.DataFrame, series: Series, scale: Scale, look: Look) -> Layered:
    """Draw rows of: at, label, name, value, text; optional lo, hi (a band)."""
    legend = alt.Legend(
        orient="top", symbolOpacity=1, symbolSize=90, labelLimit=260, direction="vertical"
    )
    colour = alt.Color("name:N", title=None, scale=series.colours(look), legend=legend)
    shapes = alt.Scale(domain=series.names, range=SHAPES[: series.size])
    shape = alt.Shape("name:N", title=None, scale=shapes, legend=legend)
    x = period_axis(frame, series.form)
    base = chart(frame).transform_filter("isValid(datum.value)")
    y = alt.Y("value:Q", title=scale.title, scale=scale.domain, axis=scale.axis)
    tip = [
        alt.Tooltip("name:N", title="Series"),
        alt.Tooltip("label:N", title="Period"),
        alt.Tooltip("text:N", title="Reads"),
    ]
    bands = []
    if "lo" in frame.columns:
        low = alt.Y("lo:Q", title=scale.title, scale=scale.domain, axis=scale.axis)
        spans = base.transform_filter("isValid(datum.lo) && isValid(datum.hi)")
        bands = [
            spans.marked("area", opacity=0.14).encode(x=x, y=low, y2=alt.Y2("hi:Q"), color=colour)
        ]
    return layered(
        *bands,
        *[
            base.transform_filter({"field": "name", "equal": name})
            .marked("line", strokeWidth=2, strokeDash=dash)
            .encode(x=x, y=y, color=colour)
            for name, dash in zip(series.names, DASHES, strict=False)
        ],
        base.marked("point", size=60, filled=True, opacity=1).encode(
            x=x, y=y, color=colour, shape=shape, tooltip=tip
        ),
        height=310,
    )
