"""Counts book by book: accounts that declined and improved, people who wait."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboards.components.charts.layers import Layered, chart, layered
from dashboards.components.palette import Look

NAMES = ["▼ Declined", "▲ Improved"]
ROW_HEIGHT = 24
WAITING = "Waiting: detractors, passives and promoters"


def movement_bars(frame: pl.DataFrame, look: Look) -> Layered:
    """Draw rows of: owner, declined, improved, steady, unknown. Order as given."""
    long = pl.concat(
        frame.select(
            "owner",
            "steady",
            "unknown",
            pl.lit(name).alias("movement"),
            (pl.col(column).cast(pl.Float64) * sign).alias("drawn"),
            pl.col(column).alias("count"),
        )
        for name, column, sign in ((NAMES[0], "declined", -1), (NAMES[1], "improved", 1))
    )
    base = chart(long)
    y = alt.Y(
        "owner:N",
        sort=frame["owner"].to_list(),
        title=None,
        axis=alt.Axis(labelLimit=170, labelOverlap=False, ticks=False, domain=False),
    )
    most = 1.15 * max([1, *frame["declined"].to_list(), *frame["improved"].to_list()])
    scale = alt.Scale(domain=[-most, most], nice=False)
    axis = alt.Axis(labelExpr="abs(datum.value)", tickCount=6, format="d", tickMinStep=1)
    x = alt.X("drawn:Q", title="Accounts", scale=scale, axis=axis)
    colours = alt.Scale(domain=NAMES, range=[look.bad, look.good])
    tip = [
        alt.Tooltip("owner:N", title="Owner"),
        alt.Tooltip("movement:N", title="Movement"),
        alt.Tooltip("count:Q", title="Accounts"),
        alt.Tooltip("steady:Q", title="Steady"),
        alt.Tooltip("unknown:Q", title="Nobody answered again"),
    ]
    text = alt.Text("count:Q")
    down, up = (base.transform_filter(f"datum.movement == '{name}'") for name in NAMES)
    return layered(
        base.marked("bar", height=14).encode(
            x=x,
            y=y,
            color=alt.Color(
                "movement:N", title=None, scale=colours, legend=alt.Legend(orient="top")
            ),
            tooltip=tip,
        ),
        down.marked("text", align="right", dx=-4, color=look.ink, fontSize=11).encode(
            x=x, y=y, text=text
        ),
        up.marked("text", align="left", dx=4, color=look.ink, fontSize=11).encode(
            x=x, y=y, text=text
        ),
        height=max(1, frame.height) * ROW_HEIGHT + 70,
    )


def waiting_bars(frame: pl.DataFrame, look: Look) -> Layered:
    """How many wait for each owner: rows of owner, waiting, overdue, detractors; order as given."""
    states = ["▲ Beyond the deadline", "● In time"]
    long = pl.concat(
        [
            frame.select("owner", "waiting", "overdue", pl.lit(state).alias("state"), drawn, place)
            for state, drawn, place in (
                (states[0], pl.col("overdue").alias("count"), pl.lit(0).alias("place")),
                (states[1], (pl.col("waiting") - pl.col("overdue")).alias("count"),
                 pl.lit(1).alias("place")),
            )
        ]
    )  # fmt: skip
    y = alt.Y(
        "owner:N",
        sort=frame["owner"].to_list(),
        title=None,
        axis=alt.Axis(labelLimit=170, labelOverlap=False, ticks=False, domain=False),
    )
    axis = alt.Axis(tickCount=6, format="d", tickMinStep=1)
    colours = alt.Scale(domain=states, range=[look.bad, look.main])
    tip = [
        alt.Tooltip("owner:N", title="Owner"),
        alt.Tooltip("state:N", title="State"),
        alt.Tooltip("count:Q", title="Waiting"),
    ]
    ends = frame.select(
        "owner",
        "waiting",
        pl.format("{} overdue of {}", "overdue", "waiting").alias("text"),
    )
    room = alt.Scale(domain=[0, 1.6 * max([1, *frame["waiting"].to_list()])], nice=False)
    return layered(
        chart(long)
        .marked("bar", height=14)
        .encode(
            x=alt.X("count:Q", title=WAITING, axis=axis, scale=room),
            y=y,
            color=alt.Color("state:N", title=None, scale=colours, legend=alt.Legend(orient="top")),
            order=alt.Order("place:Q"),
            tooltip=tip,
        ),
        chart(ends)
        .marked("text", align="left", dx=4, color=look.ink, fontSize=11)
        .encode(
            x=alt.X("waiting:Q", title=WAITING, axis=axis, scale=room),
            y=y,
            text=alt.Text("text:N"),
        ),
        height=max(1, frame.height) * ROW_HEIGHT + 70,
    )
