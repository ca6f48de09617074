"""What goes with a better or worse score. Associations, never causes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import wording
from dashboards.components.charts import interval_chart
from dashboards.components.charts.intervals import Scale
from dashboards.components.charts.layers import SIGNED
from dashboards.components.drawing import draw
from dashboards.components.palette import look
from dashboards.components.states import nothing
from dashboards.components.tables import number_column, publication_file_name, table
from dashboards.components.why import why
from dashboards.components.wording import name, percent, period, plain, points, within
from dashboards.data import query

Row = Mapping[str, Any]
POINTS = Scale("Difference in NPS, the other drivers held fixed, points", -200, 200, SIGNED, line=0)

COLUMNS = {
    "gap": "Gap in NPS, points",
    "gap_lo": "Gap, 95% from",
    "gap_hi": "Gap, 95% to",
    "impact": "Share × gap, points",
    "adjusted_coefficient": "With the others held fixed, points",
    "adjusted_coefficient_lo": "Held fixed, from",
    "adjusted_coefficient_hi": "Held fixed, to",
}


def page() -> None:
    """The drivers of the newest window: sentence, chart, table."""
    frame = query("nps_drivers")
    if nothing(frame, "No quarter is complete yet, so nothing can be said of what drives NPS."):
        return
    rows = frame.to_dicts()
    st.markdown(plain(sentence(rows)))
    if frame["adjusted_coefficient"].null_count() < frame.height:
        chart(rows)
    table(
        frame.drop("quarter"),
        publication_file_name("nps_drivers"),
        columns={column: number_column(words) for column, words in COLUMNS.items()},
        key="drivers",
    )
    why("driver_coefficient", "marts.nps_drivers", frame, key="drivers")


def sentence(rows: Sequence[Row]) -> str:
    """Which drivers go with a lower and a higher score by more than chance explains."""
    until = f"In the year to {period(rows[0]['quarter'], 'quarter')}"
    shown = sorted(
        (r for r in rows if r["is_significant"] and r["adjusted_coefficient"] is not None),
        key=lambda row: row["adjusted_coefficient"],
    )
    if not shown:
        return f"{until} no theme is shown to go with a better or a worse score."
    worst, best = shown[0], shown[-1]
    parts = []
    if worst["adjusted_coefficient"] < 0:
        parts.append(f"{_named(worst)} goes with the lowest scores ({_size(worst)})")
    if best["adjusted_coefficient"] > 0:
        parts.append(f"{_named(best)} with the highest ({_size(best)})")
    return (
        f"{until} {' and '.join(parts)}; {len(shown)} of {len(rows)} drivers differ from the rest "
        "by more than chance explains. This is what goes together, not what causes what."
    )


def _label(row: Row) -> str:
    text = name(row["driver"])
    return text[:1].upper() + text[1:]


def _named(row: Row) -> str:
    return within(name(row["driver"]))


def _size(row: Row) -> str:
    return f"{points(row['adjusted_coefficient'])} points"


def reading(row: Row) -> str:
    """Coefficient, interval, sample, caution."""
    sample = f"named in {percent(row['share'])} of answers"
    if row["driver_type"] != "theme":
        sample = f"true of {percent(row['share'])} of answers"
    if row["adjusted_coefficient"] is None:
        return f"{wording.NOT_ENOUGH}, {sample}"
    low, high = row["adjusted_coefficient_lo"], row["adjusted_coefficient_hi"]
    span = "no interval" if low is None else f"{points(low)} to {points(high)}"
    verdict = "" if row["is_significant"] else ", may be chance"
    return f"{points(row['adjusted_coefficient'])} ({span}), {sample}{verdict}"


def chart(rows: Sequence[Row]) -> None:
    """Each driver with its interval, the costliest in churn first."""
    colours = look()
    drawn = pl.DataFrame(
        [
            {
                "label": _label(row),
                "value": row["adjusted_coefficient"],
                "lo": row["adjusted_coefficient_lo"],
                "hi": row["adjusted_coefficient_hi"],
                "colour": colours.main if row["is_significant"] else colours.neutral,
                "shape": "circle",
                "is_solid": bool(row["is_significant"]),
                "text": reading(row),
            }
            for row in rows
        ],
        infer_schema_length=None,
        schema_overrides={"value": pl.Float64, "lo": pl.Float64, "hi": pl.Float64},
    )
    draw(
        interval_chart(drawn, POINTS.around(drawn, 20), colours),
        key="drivers",
        alt="What goes with a better or worse NPS: "
        + "; ".join(f"{r['label']} {r['text']}" for r in drawn.to_dicts()),
    )
    level = next((row["coverage_level"] for row in rows if row["coverage_level"] is not None), None)
    kind = f"{percent(level)} intervals" if level is not None else "intervals"
    st.caption(
        plain(
            f"Ordered by what the theme costs in churn. Lines are {kind}, wider than 95% because "
            "many drivers are looked at; hollow grey marks may be chance. A theme is read from the "
            "comment that explains the score, so the two are related by construction."
        )
    )
