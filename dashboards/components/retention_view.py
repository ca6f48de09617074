"""Retention by NPS class: choice of cohort, charts, the order of the classes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import rows, sentences, wording
from dashboards.components.charts import class_trend, interval_chart
from dashboards.components.charts.intervals import GRR, NRR, Scale
from dashboards.components.drawing import draw
from dashboards.components.filters import pick, preferred
from dashboards.components.palette import look
from dashboards.components.scorecard import claims
from dashboards.components.states import nothing
from dashboards.data import Parameter

Row = Mapping[str, Any]
MEASURES = {
    "grr": "Gross revenue retention (GRR)",
    "nrr": "Net revenue retention (NRR)",
}


def at(cohort: dt.date, horizon: int) -> dict[str, Parameter]:
    """Query parameters of a cohort."""
    return {"cohort_date": str(cohort), "horizon_months": horizon}


def measure_name(measure: str) -> str:
    """A retention measure in words."""
    return MEASURES[measure]


def latest_cohort(cohorts: pl.DataFrame) -> tuple[dt.date, int] | None:
    """The newest complete cohort with the longest horizon that any cohort has completed."""
    mature = cohorts.filter(pl.col("is_mature"))
    if mature.is_empty():
        return None
    longest = mature.filter(pl.col("horizon_months") == mature["horizon_months"].max())
    first = longest.sort("cohort_date", descending=True).row(0, named=True)
    return first["cohort_date"], int(first["horizon_months"])


def choose_cohort(cohorts: pl.DataFrame) -> tuple[dt.date, int]:
    """Filters for horizon and cohort, kept in the address."""
    start = latest_cohort(cohorts)
    horizons = sorted(cohorts["horizon_months"].unique().to_list())
    left, right = st.columns(2)
    with left:
        horizon = pick(
            "Horizon",
            horizons,
            "horizon",
            default=start[1] if start else None,
            words=lambda months: f"{months} months later",
        )
    of_horizon = cohorts.filter(pl.col("horizon_months") == horizon)
    mature = of_horizon.filter(pl.col("is_mature"))["cohort_date"].to_list()
    dates = of_horizon["cohort_date"].to_list()
    with right:
        cohort = pick(
            "Cohort (accounts paying on this day)",
            dates,
            "cohort",
            default=preferred(mature, *mature[:1]),
            words=lambda date: wording.day(date) + ("" if date in mature else " (not complete)"),
        )
    return cohort, int(horizon)


def scale(measure: str, frame: pl.DataFrame) -> Scale:
    """The axis of a measure, drawn in to what is shown (said under the chart)."""
    return (GRR if measure == "grr" else NRR).around(frame, 0.1)


def class_chart(classes: pl.DataFrame, measure: str) -> None:
    """Estimates by class with intervals, over what the articles claim."""
    colours = look()
    bands = claims(measure)
    frame = rows.class_rows(classes.to_dicts(), measure, bands, colours)
    draw(
        interval_chart(frame, scale(measure, frame), colours),
        key=f"{measure}-by-class",
        alt=f"{MEASURES[measure]} by NPS class: "
        + "; ".join(f"{r['label']} {r['text']}" for r in frame.to_dicts()),
    )
    note = "Lines are 95% intervals; a hollow mark rests on few accounts. The axis is cut."
    if bands:
        note += " Orange bands: claimed by the articles, not measured here."
    if measure == "nrr":
        note += " The dotted line is 100%: revenue neither grown nor shrunk."
    st.caption(note)


def cohort_trend(frame: pl.DataFrame, measure: str, shown: Sequence[str]) -> None:
    """How retention of each class moved from cohort to cohort."""
    colours = look()
    frame = frame.filter(pl.col("nps_class").is_in(list(shown)))
    if nothing(frame, "No account of these cohorts had said whether it would recommend us."):
        return
    solid = frame.filter(pl.col("flag") == "ok")
    kept = (solid if solid.height else frame).sort(
        pl.col("nps_class").replace_strict({c: i for i, c in enumerate(shown)}), "cohort_date"
    )
    line = pl.DataFrame(
        [
            {
                "at": row["cohort_date"],
                "nps_class": row["nps_class"],
                "class_name": wording.name(row["nps_class"]),
                "label": wording.day(row["cohort_date"]),
                "value": row[measure],
                "lo": row[f"{measure}_lo"],
                "hi": row[f"{measure}_hi"],
                "text": rows.retention_reading(row, measure),
            }
            for row in kept.to_dicts()
        ],
        infer_schema_length=None,
    )
    draw(
        class_trend(line, scale(measure, line), colours),
        key="cohort-trend",
        alt=f"{MEASURES[measure]} of NPS classes over time",
    )
    left_out = "Cohorts with few accounts in a class are left out."
    every = "Every cohort has few accounts in a class: read the bands, not the lines."
    st.caption(
        f"{left_out if solid.height else every} Each cohort shares accounts with its neighbours, "
        "so a wiggle is not news."
    )


def gap_words(row: Row) -> str:
    """Whether one pair of classes stands in the promised order, with shape, words and size."""
    holds = row["ordering"] == "holds"
    shape, word = ("●", "holds") if holds else ("◇", "not shown")
    pair = f"{row['nps_class_a']}s above {row['nps_class_b']}s"
    return f"{shape} {wording.name(row['measure'])}, {pair}: {word}. {sentences.gap_size(row)}"


def gap_table(gaps: pl.DataFrame) -> None:
    """Whether the order that the articles promise is shown by the data, pair by pair."""
    for row in gaps.to_dicts():
        st.markdown(f"- {wording.plain(gap_words(row))}")
