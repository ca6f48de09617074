"""NPS: choice of survey, segments with intervals, trend, distribution."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import rows, wording
from dashboards.components.charts import interval_chart, score_distribution, trend
from dashboards.components.charts.intervals import NPS
from dashboards.components.filters import pick, preferred
from dashboards.components.palette import look
from dashboards.components.states import nothing
from dashboards.components.tables import number_column, publication_file_name, table
from dashboards.components.why import why
from dashboards.data import MissingData, query

Row = Mapping[str, Any]
PERIOD_TYPES = ("quarter", "rolling_12_months", "month")
CHART_LIMIT = 30


def choose_survey() -> dict[str, str] | None:
    """Filters for program, survey type and period type; relationship first."""
    known = query("nps_surveys")
    if nothing(known, "No counted NPS response is published yet."):
        return None
    columns = st.columns(5)
    chosen: dict[str, str] = {}
    wishes = {
        "program": ("customer",),
        "survey_type": ("relationship",),
        "period_type": PERIOD_TYPES,
    }
    for column, (field, wish) in zip(columns, wishes.items(), strict=False):
        options = known[field].unique(maintain_order=True).sort().to_list()
        with column:
            chosen[field] = pick(
                wording.name(field), options, field, default=preferred(options, *wish)
            )
        known = known.filter(pl.col(field) == chosen[field])
    periods = query("nps_periods", **chosen)["period_start"].to_list()
    with columns[3]:
        period = pick(
            "Period", periods, "period", words=lambda p: wording.period(p, chosen["period_type"])
        )
    dimensions = query("nps_dimensions", **chosen)["segment_dimension"].to_list()
    with columns[4]:
        dimension = pick(
            "Split by", dimensions, "dimension", default=preferred(dimensions, "arr_band")
        )
    return {**chosen, "period_start": str(period), "segment_dimension": dimension}


def latest_relationship() -> Row | None:
    """The newest quarter of the company's relationship NPS, if it was measured."""
    try:
        frame = _company("quarter")
    except MissingData:
        return None
    return frame.row(-1, named=True) if frame.height else None


def _company(period_type: str) -> pl.DataFrame:
    return query(
        "nps_trend",
        program="customer",
        survey_type="relationship",
        period_type=period_type,
        segment_dimension="all",
        segment_value="all",
    )


def relationship_trend() -> None:
    """Quarters of relationship NPS with their interval band."""
    frame = _company("quarter")
    if nothing(frame, "No relationship survey has counted responses yet."):
        return
    draw_trend(frame, "quarter")
    why("nps", "marts.nps_by_segment", frame, key="nps-trend")


def draw_trend(frame: pl.DataFrame, period_type: str) -> None:
    """A line with its band, and how large a change would have to be to be seen."""
    colours = look()
    line = pl.DataFrame(
        {
            "at": frame["period_start"],
            "label": [wording.period(p, period_type) for p in frame["period_start"]],
            "value": frame["nps"],
            "lo": frame["nps_lo"],
            "hi": frame["nps_hi"],
            "is_solid": frame["is_sufficient"],
            "text": [rows.nps_reading(row) for row in frame.to_dicts()],
        }
    )
    st.altair_chart(
        trend(line, NPS, colours),
        alt="NPS over time: " + "; ".join(f"{r['label']} {r['text']}" for r in line.to_dicts()),
    )
    smallest = frame["min_detectable_change"].drop_nulls()
    note = "The band is the 95% interval; hollow points have too few responses."
    if len(smallest):
        size = wording.points(smallest[-1]).lstrip("+")
        note += f" A change of less than {size} points cannot be told from chance."
    st.caption(wording.plain(note))


def forest(segments: list[Row]) -> None:
    """Segments with intervals; the longest lists show the largest segments."""
    colours = look()
    shown = segments
    if len(segments) > CHART_LIMIT:
        largest = sorted(segments, key=lambda row: -row["n_responses"])[:CHART_LIMIT]
        shown = [row for row in segments if row in largest]
        st.caption(f"The {CHART_LIMIT} largest of {len(segments)} segments; the table has all.")
    frame = rows.segment_rows(shown, colours)
    st.altair_chart(
        interval_chart(frame, NPS, colours),
        alt="NPS by segment: " + "; ".join(f"{r['label']} {r['text']}" for r in frame.to_dicts()),
    )
    st.caption("Lines are 95% intervals. Hollow grey marks have too few responses to rely on.")


def distribution(survey: Mapping[str, str], segment_value: str) -> None:
    """Which scores were given."""
    frame = query("nps_scores", **survey, segment_value=segment_value)
    if frame.is_empty() or frame["share"].null_count() == frame.height:
        st.info(f"{wording.NOT_ENOUGH.capitalize()} to show single scores.", icon="ℹ️")
        return
    st.altair_chart(
        score_distribution(frame, look()),
        alt=f"Scores given by {wording.name(segment_value)}",
    )
    why("nps_score_distribution", "marts.nps_score_distribution", frame, key="scores")


def segment_table(segments: list[Row]) -> None:
    """Every figure of the split, with the change against the period before in words."""
    frame = pl.DataFrame(segments, infer_schema_length=None)
    readings = pl.Series("change", [rows.change_reading(row) for row in segments])
    columns = {
        "segment_value": "Segment",
        "change": "Change, and whether it is more than chance",
        "nps": number_column("NPS", "%.1f", "Points, −100 to +100"),
        "nps_lo": number_column("95% from"),
        "nps_hi": number_column("95% to"),
        "n_responses": "Responses",
        "n_accounts": "Accounts",
        "nps_change": number_column("Change, points"),
        "nps_change_p_value": number_column("p-value of change", "%.3f"),
        "min_detectable_change": number_column("Smallest change that could be seen"),
        "nps_weighted": number_column("NPS, weighted for non-response"),
        "nps_weighted_lo": number_column("Weighted 95% from"),
        "nps_weighted_hi": number_column("Weighted 95% to"),
    }
    kept = [c for c in frame.columns if frame[c].null_count() < frame.height or c == "nps"]
    ordered = frame.select(kept).insert_column(1, readings)
    table(ordered, publication_file_name("nps_by_segment"), columns=columns, key="segments")
