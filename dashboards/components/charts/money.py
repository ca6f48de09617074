"""Bars of money with their figure in words."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboards.components.charts.layers import MONEY, Layered, chart, if_solid, layered
from dashboards.components.palette import Look

ROW_HEIGHT = 44


def money_bars(frame: pl.DataFrame, title: str, look: Look) -> Layered:
    """Bars of: label, value, is_solid, text. Rows keep their order; hollow ones rest on few."""
    order = frame["label"].to_list()
    y = alt.Y(
        "label:N",
        sort=order,
        title=None,
        scale=alt.Scale(paddingInner=0, paddingOuter=0),
        axis=alt.Axis(labelLimit=190, ticks=False, domain=False, labelPadding=8, grid=False),
    )
    top = max([float(v) for v in frame["value"].drop_nulls()] or [1.0]) or 1.0
    scale = alt.Scale(domain=[0, top], nice=True)
    axis = alt.Axis(labelExpr=MONEY, tickCount=5)
    x = alt.X("value:Q", title=title, scale=scale, axis=axis)
    base = chart(frame)
    fill = alt.FillValue(look.paper, condition=if_solid(look.main))
    stroke = alt.StrokeValue(look.neutral, condition=if_solid(look.main))
    tip = [alt.Tooltip("label:N", title="Theme"), alt.Tooltip("text:N", title="Reads")]
    bars = base.transform_filter("isValid(datum.value)").marked(
        "bar", height=12, yOffset=9, strokeWidth=2, cornerRadiusEnd=2
    )
    return layered(
        bars.encode(x=x, y=y, fill=fill, stroke=stroke, tooltip=tip),
        base.marked("text", align="left", dx=4, dy=-9, color=look.ink, fontSize=12).encode(
            x=alt.XDatum(0, scale=scale, type="quantitative"), y=y, text=alt.Text("text:N")
        ),
        height=max(1, len(order)) * ROW_HEIGHT + 58,
    )
