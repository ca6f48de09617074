"""Estimates with their 95% intervals, one line each, optionally over a claimed band."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import altair as alt
import polars as pl

from dashboards.components.charts.layers import (
    PERCENT,
    SIGNED,
    SIGNED_PERCENT,
    Layer,
    Layered,
    chart,
    if_solid,
    layered,
)
from dashboards.components.palette import Look

ROW_HEIGHT = 46
AXES_HEIGHT = 58


@dataclass(frozen=True)
class Scale:
    """What an axis of estimates shows: limits, the text of its labels, a line to compare with."""

    title: str
    low: float
    high: float
    labels: str
    line: float | None = None

    @property
    def domain(self) -> alt.Scale:
        """The limits; what lies outside is drawn at the edge."""
        return alt.Scale(domain=[self.low, self.high], clamp=True, nice=False, zero=False)

    @property
    def axis(self) -> alt.Axis:
        """The axis with its labels in words of the unit."""
        return alt.Axis(labelExpr=self.labels, tickCount=6)

    def around(self, frame: pl.DataFrame, step: float) -> Scale:
        """The same scale, drawn in to the rows' values and intervals in steps of `step`."""
        columns = [c for c in ("value", "lo", "hi", "band_lo", "band_hi") if c in frame.columns]
        known = [float(v) for c in columns for v in frame[c].drop_nulls() if math.isfinite(v)]
        if self.line is not None:
            known.append(self.line)
        if not known:
            return self
        low = max(self.low, step * math.floor(min(known) / step))
        high = min(self.high, step * math.ceil(max(known) / step))
        return replace(self, low=min(low, high - step), high=high)


NPS = Scale("NPS, points", -100, 100, SIGNED, line=0)
GRR = Scale("Gross revenue retention", 0, 1, PERCENT)
NRR = Scale("Net revenue retention", 0, 4, PERCENT, line=1)
RESPONSE = Scale("Answered, share of delivered", 0, 1, PERCENT)
LOOPS = Scale("Share of loops", 0, 1, PERCENT)
RECOVERY = Scale("Share of detractors", 0, 1, PERCENT)
CONTRAST = Scale("Difference, percentage points", -1, 1, SIGNED_PERCENT, line=0)
SHARE = Scale("Share", 0, 1, PERCENT)
LEAD = Scale("Promoters' lead, percentage points", -1, 1, SIGNED_PERCENT, line=0)


def interval_chart(frame: pl.DataFrame, scale: Scale, look: Look) -> Layered:
    """Draw rows of: label, value, lo, hi, colour, shape, is_solid, text; optional band_lo, band_hi.

    Rows keep their order. A hollow mark is an estimate from too few answers; a row without a value
    keeps its line and says why in `text`. Bands are what the articles claim.
    """
    order = frame["label"].to_list()
    y = alt.Y(
        "label:N",
        sort=order,
        title=None,
        scale=alt.Scale(paddingInner=0, paddingOuter=0),
        axis=alt.Axis(labelLimit=190, ticks=False, domain=False, labelPadding=8, grid=False),
    )
    x = alt.X("value:Q", title=scale.title, scale=scale.domain, axis=scale.axis)
    low = alt.X("lo:Q", title=scale.title, scale=scale.domain, axis=scale.axis)
    base = chart(_finite(frame, scale))
    colour = alt.Color("colour:N", scale=None)
    fill = alt.FillValue(look.paper, condition=if_solid())
    tip = [alt.Tooltip("label:N", title="Group"), alt.Tooltip("text:N", title="Reads")]
    spans = base.transform_filter("isValid(datum.lo) && isValid(datum.hi)")
    marks = base.transform_filter("isValid(datum.value)")
    has_bands = "band_lo" in frame.columns and frame["band_lo"].null_count() < frame.height
    below = [_bands(base, y, scale, look)] if has_bands else []
    if scale.line is not None:
        below.append(_line(scale, look))
    return layered(
        *below,
        spans.marked(
            "rule", strokeWidth=3, strokeCap="round", opacity=0.8, yOffset=9, aria=False
        ).encode(x=low, x2=alt.X2("hi:Q"), y=y, color=colour, tooltip=tip),
        marks.marked("point", size=110, strokeWidth=2, opacity=1, yOffset=9).encode(
            x=x, y=y, color=colour, fill=fill, shape=alt.Shape("shape:N", scale=None), tooltip=tip
        ),
        base.marked("text", align="left", dx=4, dy=-12, color=look.ink, fontSize=12).encode(
            x=alt.XDatum(scale.low, scale=scale.domain, type="quantitative"),
            y=y,
            text=alt.Text("text:N"),
        ),
        height=max(1, len(order)) * ROW_HEIGHT + AXES_HEIGHT,
    )


def _finite(frame: pl.DataFrame, scale: Scale) -> pl.DataFrame:
    """Open bands reach to the edge of the chart."""
    bands = [c for c in ("band_lo", "band_hi") if c in frame.columns]
    return frame.with_columns(pl.col(bands).clip(scale.low, scale.high))


def _line(scale: Scale, look: Look) -> Layer:
    at = pl.DataFrame({"at": [scale.line]})
    x = alt.X("at:Q", title=scale.title, scale=scale.domain, axis=scale.axis)
    drawn = chart(at).marked("rule", color=look.muted, strokeDash=[3, 3]).encode(x=x)
    return drawn


def _bands(base: Layer, y: alt.Y, scale: Scale, look: Look) -> Layer:
    drawn = (
        base.transform_filter("isValid(datum.band_lo)")
        .marked("bar", opacity=0.3, color=look.claim, height=18, yOffset=9)
        .encode(
            x=alt.X("band_lo:Q", title=scale.title, scale=scale.domain, axis=scale.axis),
            x2=alt.X2("band_hi:Q"),
            y=y,
            tooltip=[alt.Tooltip("band_text:N", title="Claimed by the articles")],
        )
    )
    return drawn
