"""Heat maps whose cells carry their figure, so that the colour is never alone."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboards.components.charts.layers import Layered, chart, layered
from dashboards.components.palette import HEAT, Look

ROW_HEIGHT = 26
HEADINGS_HEIGHT = 60
# From here on white is easier to read on the scale's blue than black (both above 4.4 to 1).
DARK_FROM = 0.75


def heat_map(frame: pl.DataFrame, look: Look, heading: str) -> Layered:
    """Cells of: row, column, value, cell (the words in it), text (its tooltip).

    Rows and columns keep their order. A cell without a value has no colour, only its words.
    """
    columns = frame["column"].unique(maintain_order=True).to_list()
    order = frame["row"].unique(maintain_order=True).to_list()
    x = alt.X(
        "column:N",
        sort=columns,
        title=heading,
        axis=alt.Axis(orient="top", labelAngle=0, labelLimit=110, ticks=False, domain=False),
    )
    y = alt.Y(
        "row:N",
        sort=order,
        title=None,
        axis=alt.Axis(labelLimit=190, ticks=False, domain=False),
    )
    known = [float(v) for v in frame["value"].drop_nulls()]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    high = high if high > low else low + 1e-9
    base = chart(frame)
    solid = base.transform_filter("isValid(datum.value)")
    scale = alt.Scale(domain=[low, high], range=list(HEAT), clamp=True)
    colour = alt.Color("value:Q", scale=scale, legend=None)
    tip = [alt.Tooltip("row:N", title="Row"), alt.Tooltip("text:N", title="Reads")]
    is_dark = f"datum.value >= {low + DARK_FROM * (high - low)}"
    ink = alt.ColorValue("#111318", condition={"test": is_dark, "value": "#FFFFFF"})
    return layered(
        solid.marked("rect", stroke=look.paper, strokeWidth=1).encode(x=x, y=y, color=colour),
        solid.marked("text", fontSize=12).encode(
            x=x, y=y, text=alt.Text("cell:N"), color=ink, tooltip=tip
        ),
        base.transform_filter("!isValid(datum.value)")
        .marked("text", fontSize=11, color=look.muted)
        .encode(x=x, y=y, text=alt.Text("cell:N"), tooltip=tip),
        height=max(1, len(order)) * ROW_HEIGHT + HEADINGS_HEIGHT,
    )
