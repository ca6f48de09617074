"""How many answer: choice of survey, trend against the claimed band, segments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import rows, survey_words, wording
from dashboards.components.charts import interval_chart, trend
from dashboards.components.charts.intervals import RESPONSE
from dashboards.components.drawing import draw
from dashboards.components.filters import pick, preferred
from dashboards.components.folded import folded_table
from dashboards.components.palette import look
from dashboards.components.publication import facts, setting
from dashboards.components.states import nothing
from dashboards.components.tables import publication_file_name
from dashboards.components.why import why
from dashboards.data import query

Row = Mapping[str, Any]
WISHES = {"program": ("customer",), "survey_type": ("relationship",), "channel": ("email",)}
CHART_LIMIT = 25


def choose_survey() -> dict[str, str] | None:
    """Filters for program, survey type and channel, kept in the address."""
    known = query("response_surveys")
    if nothing(known, "No invitation is old enough to be counted yet."):
        return None
    chosen: dict[str, str] = {}
    for column, (field, wish) in zip(st.columns(3), WISHES.items(), strict=True):
        options = known[field].unique().sort().to_list()
        with column:
            chosen[field] = pick(
                wording.name(field), options, field, default=preferred(options, *wish)
            )
        known = known.filter(pl.col(field) == chosen[field])
    return chosen


def is_partial(month: dt.date) -> bool:
    """Whether invitations of a month may still get old enough to count (metrics, R38)."""
    as_of, days = facts().get("survey_as_of"), setting("response_maturity_days")
    if not isinstance(as_of, dt.datetime):
        return False
    return wording.period_end(month, "month") + dt.timedelta(days=days or 0) > as_of.date()


def month_words(month: dt.date) -> str:
    """A month of sending, marked while some of its invitations are too young to count."""
    words = wording.period(month, "month")
    return f"{words} (not complete)" if is_partial(month) else words


def show_trend(frame: pl.DataFrame) -> None:
    """The response rate month by month, over the band that the articles claim."""
    colours = look()
    listed = frame.to_dicts()
    line = pl.DataFrame(
        {
            "at": frame["month"],
            "label": [month_words(row["month"]) for row in listed],
            "value": frame["response_rate"],
            "lo": frame["response_rate_lo"],
            "hi": frame["response_rate_hi"],
            "band_lo": frame["target_lo"],
            "band_hi": frame["target_hi"],
            "is_solid": [not few(row) and not is_partial(row["month"]) for row in listed],
            "text": [survey_words.rate_reading(row) for row in listed],
        }
    )
    draw(
        trend(line, RESPONSE.around(line, 0.1), colours),
        key="response-rate",
        alt="Response rate by month: "
        + "; ".join(f"{r['label']} {r['text']}" for r in line.tail(12).to_dicts()),
    )
    note = (
        "By month of sending. The blue band is the 95% interval; hollow points rest on few "
        "invitations or a month that is not complete. The axis is cut."
    )
    if line["band_lo"].null_count() < line.height:
        note += " Orange band: claimed by the articles, not measured here."
    else:
        note += " The articles claim nothing for this channel and survey."
    st.caption(wording.plain(note))
    folded_table(
        "Every month as a table",
        frame[::-1],
        publication_file_name("response_rates"),
        key="response-trend",
    )
    why("response_rate", "marts.response_rates", frame, key="response-trend")


def few(row: Row) -> bool:
    """Whether a rate rests on fewer invitations than the published minimum of a segment."""
    return bool(row["delivered"] < (setting("minimum_responses_segment") or 0))


def show_segments(survey: Mapping[str, str], months: list[dt.date]) -> None:
    """Response rates of one month within the values of one dimension."""
    dimensions = query(
        "response_dimensions", program=survey["program"], survey_type=survey["survey_type"]
    )["segment_dimension"].to_list()
    if not dimensions:
        st.info("This survey is not split into segments.", icon=":material/info:")
        return
    left, right = st.columns(2)
    with left:
        dimension = pick("Split by", dimensions, "split", default=preferred(dimensions, "arr_band"))
    with right:
        # Put into words while the page runs: Streamlit formats options again later, outside of it.
        words = {month: month_words(month) for month in months}
        month = pick("Month of sending", months, "month", words=words.__getitem__)
    frame = query("response_segments", **survey, month=str(month), segment_dimension=dimension)
    if nothing(frame, "No invitation of this month, channel and split."):
        return
    forest(frame, dimension)
    folded_table(
        "Every segment as a table",
        frame,
        publication_file_name("response_rates_by_segment"),
        key="response-segments",
    )
    why("response_rate", "marts.response_rates", frame, key="response-segments")


def forest(frame: pl.DataFrame, dimension: str) -> None:
    """Segments with intervals; the longest lists show those with most invitations."""
    colours = look()
    listed = rows.in_order(frame.head(CHART_LIMIT).to_dicts(), dimension, "response_rate")
    drawn = rows.chart_rows(
        {
            "label": wording.name(row["segment_value"]),
            "value": row["response_rate"],
            "lo": row["response_rate_lo"],
            "hi": row["response_rate_hi"],
            "colour": colours.neutral if few(row) else colours.main,
            "shape": "circle",
            "is_solid": not few(row),
            "text": survey_words.rate_reading(row),
        }
        for row in listed
    )
    if frame.height > CHART_LIMIT:
        st.caption(f"The {CHART_LIMIT} largest of {frame.height} segments; the table has all.")
    draw(
        interval_chart(drawn, RESPONSE.around(drawn, 0.1), colours),
        key="response-segments",
        alt="Response rate by segment: "
        + "; ".join(f"{r['label']} {r['text']}" for r in drawn.to_dicts()),
    )
    st.caption(
        "Lines are 95% intervals. Hollow grey marks rest on few invitations. The axis is cut."
    )
