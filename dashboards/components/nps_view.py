"""NPS: choice of survey, segments with intervals, trend, distribution."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import rows, sentences, wording
from dashboards.components.charts import interval_chart, score_distribution, trend
from dashboards.components.charts.intervals import NPS
from dashboards.components.drawing import draw
from dashboards.components.filters import pick, preferred
from dashboards.components.palette import look
from dashboards.components.publication import facts
from dashboards.components.scorecard import row_of
from dashboards.components.states import nothing
from dashboards.components.tables import number_column, publication_file_name, table
from dashboards.components.why import why
from dashboards.data import query

Row = Mapping[str, Any]
PERIOD_TYPES = ("quarter", "rolling_12_months", "month")
CHART_LIMIT = 30
AXIS_FORMS = {"quarter": "Q%q %Y"}


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
            "Period",
            periods,
            "period",
            default=next((p for p in periods if not is_running(p, chosen["period_type"])), None),
            words=lambda start: period_words(start, chosen["period_type"]),
        )
    dimensions = query("nps_dimensions", **chosen)["segment_dimension"].to_list()
    with columns[4]:
        dimension = pick(
            "Split by", dimensions, "dimension", default=preferred(dimensions, "arr_band")
        )
    return {**chosen, "period_start": str(period), "segment_dimension": dimension}


def headline() -> Row | None:
    """The scorecard's relationship NPS, in the columns of `nps_by_segment`."""
    row = row_of("relationship_nps")
    if row is None or row["n"] is None:
        return None
    return {
        "nps": row["value"],
        "nps_lo": row["lo"],
        "nps_hi": row["hi"],
        "n_responses": row["n"],
        "is_sufficient": row["flag"] not in ("insufficient", "suppressed"),
    }


def is_running(start: dt.date, period_type: str) -> bool:
    """Whether responses of a period may still arrive, judged by the publication's as-of date."""
    as_of = facts().get("survey_as_of")
    return isinstance(as_of, dt.datetime) and wording.period_end(start, period_type) > as_of.date()


def period_words(start: dt.date, period_type: str) -> str:
    """A period in words, marked while it is still running."""
    words = wording.period(start, period_type)
    return f"{words} (still running)" if is_running(start, period_type) else words


def company_trend(period_type: str) -> pl.DataFrame:
    """Relationship NPS of all customers by period."""
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
    frame = company_trend("quarter")
    if nothing(frame, "No relationship survey has counted responses yet."):
        return
    draw_trend(frame, "quarter")
    why("nps", "marts.nps_by_segment", frame, key="nps-trend")


def trend_rows(frame: pl.DataFrame, period_type: str) -> pl.DataFrame:
    """Published periods as the rows of a trend chart."""
    return pl.DataFrame(
        {
            "at": [wording.last_month(p, period_type) for p in frame["period_start"]],
            "label": [period_words(p, period_type) for p in frame["period_start"]],
            "value": frame["nps"],
            "lo": frame["nps_lo"],
            "hi": frame["nps_hi"],
            "is_solid": [
                row["is_sufficient"] and not is_running(row["period_start"], period_type)
                for row in frame.to_dicts()
            ],
            "text": [rows.nps_reading(row) for row in frame.to_dicts()],
        }
    )


def trend_note(frame: pl.DataFrame) -> str:
    """What the marks of a trend mean, and how large a change would have to be to be seen."""
    smallest = frame["min_detectable_change"].drop_nulls()
    note = "The band is the 95% interval; hollow points: too few responses, or still running."
    if len(smallest):
        size = wording.points(smallest[-1]).lstrip("+")
        note += f" A change of less than {size} points between two such periods is easily missed."
    return note


def draw_trend(frame: pl.DataFrame, period_type: str) -> None:
    """A line with its band, and how large a change would have to be to be seen."""
    colours = look()
    line = trend_rows(frame, period_type)
    draw(
        trend(line, NPS.around(line, 20), colours, AXIS_FORMS.get(period_type, "%b %Y")),
        key="nps-trend",
        alt="NPS over time: " + "; ".join(f"{r['label']} {r['text']}" for r in line.to_dicts()),
    )
    st.caption(wording.plain(trend_note(frame)))


def forest(segments: list[Row]) -> None:
    """Segments with intervals; the longest lists show the largest segments."""
    colours = look()
    shown = segments
    if len(segments) > CHART_LIMIT:
        largest = sorted(segments, key=lambda row: -row["n_responses"])[:CHART_LIMIT]
        shown = [row for row in segments if row in largest]
        st.caption(f"The {CHART_LIMIT} largest of {len(segments)} segments; the table has all.")
    frame = rows.segment_rows(shown, colours)
    draw(
        interval_chart(frame, NPS.around(frame, 20), colours),
        key="nps-segments",
        alt="NPS by segment: " + "; ".join(f"{r['label']} {r['text']}" for r in frame.to_dicts()),
    )
    st.caption("Lines are 95% intervals. Hollow grey marks have too few responses to rely on.")


def weighting(company: Row | None) -> None:
    """The score as answered beside the one weighted to the invited, each with its interval."""
    said = sentences.nps_weighting(company)
    if company is None or not said:
        st.caption("There is no score to weight.")
        return
    st.markdown(wording.plain(said))
    if company["nps_weighted"] is None:
        return
    weighted = {
        **company,
        **{f"nps{end}": company[f"nps_weighted{end}"] for end in ("", "_lo", "_hi")},
        "segment_value": "Weighted to the invited",
    }
    frame = rows.segment_rows([{**company, "segment_value": "As answered"}, weighted], look())
    draw(
        interval_chart(frame, NPS.around(frame, 20), look()),
        key="nps-weighted",
        alt="NPS as answered and weighted: "
        + "; ".join(f"{r['label']} {r['text']}" for r in frame.to_dicts()),
    )
    st.caption("Weights by ARR band and tenure; within a band, silence may still mean something.")
    why("nps_weighted", "marts.nps_by_segment", dict(company), key="weighted")


def distribution(survey: Mapping[str, str], segment_value: str) -> None:
    """Which scores were given."""
    frame = query("nps_scores", **survey, segment_value=segment_value)
    if frame.is_empty() or frame["share"].null_count() == frame.height:
        st.info(f"{wording.NOT_ENOUGH.capitalize()} to show single scores.", icon=":material/info:")
        return
    draw(
        score_distribution(frame, look()),
        key="scores",
        alt=f"Scores given by {wording.name(segment_value)}",
    )
    why("nps", "marts.nps_score_distribution", frame, key="scores")


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
