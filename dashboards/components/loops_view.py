"""Are detractors contacted in time, and are their loops closed? By month, tier and owner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import loop_words, rows, wording
from dashboards.components.accounts_view import choice_labels
from dashboards.components.charts import interval_chart, trend
from dashboards.components.charts.intervals import LOOPS
from dashboards.components.drawing import draw
from dashboards.components.filters import pick
from dashboards.components.folded import folded_table
from dashboards.components.palette import look
from dashboards.components.publication import facts, setting
from dashboards.components.scorecard import claimed, row_of
from dashboards.components.states import nothing
from dashboards.components.tables import publication_file_name
from dashboards.components.why import why
from dashboards.data import query

Row = Mapping[str, Any]
TIERS = ["all", "high", "standard"]
CLAIMS = {"closure": "loop_closure_rate", "recovery": "detractor_recovery_observed"}
CHART_LIMIT = 15


def choose() -> dict[str, str]:
    """Filters for ARR tier and owner, kept in the address."""
    owners = query("loop_owners")
    labels = choice_labels(
        owners.select(
            pl.lit("owner_id").alias("field"),
            pl.col("owner_id").alias("value"),
            pl.col("owner").alias("label"),
        ),
        "owner_id",
    )
    left, right = st.columns(2)
    with left:
        tier = pick("ARR tier", TIERS, "arr_tier", words=tier_words)
    with right:
        owner = pick("Owner", ["all", *labels], "owner_id", words=partial(_owner, labels))
    return {"arr_tier": tier, "owner_id": owner}


def tier_words(tier: str) -> str:
    """An ARR tier with its deadline, from the publication's settings."""
    hours = setting(f"sla_hours_{tier}")
    return wording.name(tier) + (f" (within {hours} h)" if hours else "")


def _owner(labels: Mapping[str, str], value: str) -> str:
    return labels.get(value, "All")


def claim(measure: str) -> tuple[Row | None, str]:
    """What the articles claim of a measure: the scorecard's row, and the band in words."""
    row = row_of(CLAIMS[measure])
    return row, claimed(row) if row else ""


def is_running(month: dt.date) -> bool:
    """Whether loops of a month may still be opened, by the publication's as-of date."""
    as_of = facts().get("loop_as_of") or facts().get("survey_as_of")
    return isinstance(as_of, dt.datetime) and wording.period_end(month, "month") > as_of.date()


def newest(frame: pl.DataFrame, measure: str) -> Row | None:
    """The newest finished month in which every loop counts, else in which any does."""
    rate, sample, _ = loop_words.MEASURES[measure]
    known = [row for row in frame.to_dicts() if row[rate] is not None]
    whole = [r for r in known if r[sample] == r["loops"] and not is_running(r["month"])]
    done = [row for row in known if not is_running(row["month"])]
    best = whole or done or known
    return best[-1] if best else None


def headline(frame: pl.DataFrame) -> str:
    """Contacted in time, and closed."""
    _, band = claim("closure")
    return " ".join(
        [
            loop_words.in_time(newest(frame, "in_sla")),
            loop_words.closed(newest(frame, "closure"), band),
        ]
    )


def show_trend(frame: pl.DataFrame, measure: str) -> None:
    """One rate by month of opening, with its interval and the claimed band."""
    rate, _, title = loop_words.MEASURES[measure]
    if frame[rate].null_count() == frame.height:
        st.info("No loop is old enough yet.", icon=":material/info:")
        return
    known = frame.filter(pl.col(rate).is_not_null())
    listed = known.to_dicts()
    band = claim(measure)[0] if measure in CLAIMS else None
    line = pl.DataFrame(
        {
            "at": known["month"],
            "label": [month_words(row["month"]) for row in listed],
            "value": known[rate],
            "lo": known[f"{measure}_lo"],
            "hi": known[f"{measure}_hi"],
            "band_lo": pl.Series([_band(band, "lo")] * known.height, dtype=pl.Float64),
            "band_hi": pl.Series([_band(band, "hi")] * known.height, dtype=pl.Float64),
            "is_solid": [r["flag"] == "ok" and not is_running(r["month"]) for r in listed],
            "text": [loop_words.reading(row, measure) for row in listed],
        }
    )
    draw(
        trend(line, LOOPS.around(line, 0.2), look()),
        key=f"{measure}-by-month",
        alt=f"{title} by month: "
        + "; ".join(f"{r['label']} {r['text']}" for r in line.tail(12).to_dicts()),
    )
    note = "By month of opening. Band: 95% interval; hollow: few loops, or still running."
    if band is not None and claimed(band):
        note += " Orange band: claimed by the articles."
    st.caption(wording.plain(note))
    why(rate, "marts.loop_performance", frame, key=f"loops-{measure}")


def _band(row: Row | None, end: str) -> float | None:
    value = None if row is None else row[f"benchmark_{end}"]
    return None if value is None else float(value)


def month_words(month: dt.date) -> str:
    """A month, marked while it is running."""
    return f"{month:%b %Y}" + (" (still running)" if is_running(month) else "")


def by_owner(months: Sequence[dt.date], tier: str) -> None:
    """One month by owner, with intervals."""
    left, right = st.columns(2)
    with left:
        month = pick("Month of opening", list(months), "month", words=month_words)
    with right:
        measure = pick("Measure", list(loop_words.MEASURES), "measure", words=_measure)
    frame = query("loop_by_owner", month=str(month), arr_tier=tier)
    if nothing(frame, "No loop was opened in this month and tier."):
        return
    colours = look()
    rate, _, title = loop_words.MEASURES[measure]
    drawn = rows.chart_rows(
        {
            "label": row["owner"],
            "value": row[rate],
            "lo": row[f"{measure}_lo"],
            "hi": row[f"{measure}_hi"],
            "colour": colours.main if row["flag"] == "ok" else colours.neutral,
            "shape": "circle",
            "is_solid": row["flag"] == "ok",
            "text": loop_words.reading(row, measure),
        }
        for row in frame.head(CHART_LIMIT).to_dicts()
    )
    if frame.height > CHART_LIMIT:
        st.caption(f"The {CHART_LIMIT} with most loops of {frame.height}; the table has all.")
    draw(
        interval_chart(drawn, LOOPS, colours),
        key="loops-by-owner",
        alt=f"{title} by owner: "
        + "; ".join(f"{r['label']} {r['text']}" for r in drawn.to_dicts()),
    )
    st.caption(
        "Lines are 95% intervals. Hollow grey marks rest on few loops: no ground to rank people."
    )
    folded_table(
        "Every owner as a table",
        frame,
        publication_file_name("loop_performance"),
        key="loops-owner",
    )
    why(rate, "marts.loop_performance", frame, key="loops-owner")


def _measure(measure: str) -> str:
    return loop_words.MEASURES[measure][2]
