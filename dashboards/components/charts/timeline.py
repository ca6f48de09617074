"""What happened at one account, panel above panel on one axis of time.

Each panel is a layer with its own vertical scale, drawn into its own strip of the plot; so all
share the axis of time, and the chart still fits any width.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl

from dashboards.components.charts.layers import MONEY, Layer, Layered, chart, if_solid
from dashboards.components.palette import Look

GAP = 30
AXIS_ROOM = 58
COUNT = "replace(replace(format(datum.value, '.4~s'), 'G', 'B'), 'k', 'K')"
PRIORITIES = ["urgent", "high", "normal", "low"]


@dataclass(frozen=True)
class Strip:
    """A strip of the plot, in pixels from its top."""

    title: str
    top: int
    height: int

    @property
    def ends(self) -> list[int]:
        """Pixels of the lowest and the highest value."""
        return [self.top + self.height, self.top]


def strips(titles: list[tuple[str, int]]) -> list[Strip]:
    """Strips one under the other, with room for a title above each."""
    placed, top = [], GAP
    for title, height in titles:
        placed.append(Strip(title, top, height))
        top += height + GAP
    return placed


def axis_of_time(start: dt.date, end: dt.date) -> alt.X:
    """One axis for all panels, in UTC whatever the reader's zone."""
    domain = [alt.DateTime(year=d.year, month=d.month, date=d.day, utc=True) for d in (start, end)]
    axis = alt.Axis(format="%b %Y", labelAngle=0, labelOverlap=True, grid=False, tickCount=8)
    return alt.X("at:T", title=None, scale=alt.Scale(type="utc", domain=domain), axis=axis)


def titles(placed: list[Strip], look: Look) -> list[Layer]:
    """The name of each panel above its strip."""
    return [
        chart(pl.DataFrame({"title": [strip.title]}))
        .marked(
            "text", align="left", baseline="bottom", color=look.ink, fontWeight="bold", fontSize=12
        )
        .encode(x=alt.value(0), y=alt.value(strip.top - 9), text=alt.Text("title:N"))
        for strip in placed
    ]


def years(start: dt.date, end: dt.date, placed: list[Strip], x: alt.X, look: Look) -> Layer:
    """A line through all panels at the first day of each year."""
    firsts = [dt.date(year, 1, 1) for year in range(start.year + 1, end.year + 1)]
    bottom = placed[-1].top + placed[-1].height
    frame = pl.DataFrame({"at": firsts}, schema={"at": pl.Date})
    drawn = (
        chart(frame)
        .marked("rule", color=look.muted, opacity=0.5, strokeDash=[2, 3])
        .encode(x=x, y=alt.value(0), y2=alt.value(bottom))
    )
    return drawn


def scores(frame: pl.DataFrame, strip: Strip, x: alt.X) -> list[Layer]:
    """Answers of: at, score, colour, shape, is_solid, text; hollow ones are transactional."""
    scale = alt.Scale(domain=[0, 10], range=strip.ends, nice=False)
    y = alt.Y("score:Q", title=None, scale=scale, axis=_left(values=[0, 7, 10]))
    colour = alt.Color("colour:N", scale=None)
    shape = alt.Shape("shape:N", scale=None)
    fill = alt.FillValue("transparent", condition=if_solid())
    drawn = chart(frame).marked("point", size=70, strokeWidth=2, opacity=0.9)
    return [drawn.encode(x=x, y=y, color=colour, shape=shape, fill=fill, tooltip=_tip())]


def spans(
    frame: pl.DataFrame, strip: Strip, x: alt.X, rows: list[str], *, is_named: bool
) -> list[Layer]:
    """Bars of: at, until, row, colour, sign, text; with a mark at `marked` where there is one."""
    scale = alt.Scale(domain=rows, range=strip.ends[::-1])
    axis = _left(ticks=False, domain=False, grid=False, labels=is_named, labelOverlap=False)
    y = alt.Y("row:N", title=None, scale=scale, sort=rows, axis=axis)
    base = chart(frame)
    colour = alt.Color("colour:N", scale=None)
    bars = base.marked("rule", strokeWidth=7, opacity=0.65, strokeCap="round").encode(
        x=x, x2=alt.X2("until:T"), y=y, color=colour, tooltip=_tip()
    )
    quiet = alt.Y("row:N", title=None, scale=scale, sort=rows, axis=None)
    signs = base.marked("text", align="left", dx=6, fontSize=10).encode(
        x=_same(x, "until:T"), y=quiet, color=colour, text=alt.Text("sign:N")
    )
    if "marked" not in frame.columns:
        return [bars, signs]
    ticks = (
        base.transform_filter("isValid(datum.marked)")
        .marked("point", shape="diamond", size=60, filled=True, opacity=1)
        .encode(x=_same(x, "marked:T"), y=quiet, color=colour, tooltip=_tip())
    )
    return [bars, signs, ticks]


def money(frame: pl.DataFrame, strip: Strip, x: alt.X, look: Look) -> list[Layer]:
    """Recurring revenue of: at, value, text; a step from month-end to month-end."""
    top = 1.1 * max([1.0, *frame["value"].drop_nulls().to_list()])
    scale = alt.Scale(domain=[0, top], range=strip.ends, nice=False)
    axis = _left(labelExpr=MONEY, tickCount=3)
    y = alt.Y("value:Q", title=None, scale=scale, axis=axis)
    quiet = alt.Y("value:Q", title=None, scale=scale, axis=None)
    base = chart(frame)
    return [
        base.marked("area", interpolate="step", opacity=0.25, color=look.main).encode(x=x, y=y),
        base.marked("line", interpolate="step", color=look.main, strokeWidth=2).encode(
            x=x, y=quiet, tooltip=_tip()
        ),
    ]


def bars(frame: pl.DataFrame, strip: Strip, x: alt.X, look: Look) -> list[Layer]:
    """Monthly counts of: at, until, value, text."""
    top = 1.1 * max([1.0, *frame["value"].drop_nulls().to_list()])
    scale = alt.Scale(domain=[0, top], range=strip.ends, nice=False)
    y = alt.Y("value:Q", title=None, scale=scale, axis=_left(labelExpr=COUNT, tickCount=3))
    drawn = chart(frame).marked("rect", color=look.neutral, opacity=0.7, stroke=None)
    base = alt.Y2(datum=0)
    return [drawn.encode(x=x, x2=alt.X2("until:T"), y=y, y2=base, tooltip=_tip())]


def stacked(layers: list[Layer], placed: list[Strip]) -> Layered:
    """All panels in one plot, each with the scale of its strip."""
    height = placed[-1].top + placed[-1].height + AXIS_ROOM
    return Layered(tuple(layers), height, {"scale": {"y": "independent"}})


def _same(x: alt.X, field: str) -> alt.X:
    """The axis of time for another column."""
    other = x.copy()
    other.shorthand = field
    return other


def _tip() -> list[alt.Tooltip]:
    return [alt.Tooltip("text:N", title="What")]


def _left(**options: Any) -> alt.Axis:
    """A small axis at the left of its strip."""
    return alt.Axis(orient="left", labelFontSize=10, **options)
