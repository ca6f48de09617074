"""How NPS goes with revenue, in words. Associations, never effects."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import rows, wording
from dashboards.components.charts import interval_chart
from dashboards.components.charts.intervals import LEAD
from dashboards.components.drawing import draw
from dashboards.components.palette import look
from dashboards.components.states import nothing
from dashboards.components.why import why
from dashboards.data import query

Row = Mapping[str, Any]
MEASURES = {
    "churn_rate_": ("Left within 12 months: ", "percent"),
    "churn_risk_difference_": ("Difference in leaving: ", "points"),
    "churn_relative_risk_detractor_to_other": (
        "How many times as often detractors leave as others",
        "times",
    ),
    "churn_phi_detractor": ("Correlation of being a detractor and leaving (φ)", "number"),
    "expansion_log_ratio_": ("Growth of those who stayed: ", "log"),
    "contract_value_log_ratio_": ("Contract value at the start: ", "log"),
    "tickets_90_days_": ("Support tickets in the 90 days before: ", "number"),
    "renewal_rate_": ("Renewals won: ", "points"),
    "grr_promoter_minus_detractor": ("Promoters' lead in gross retention", "points"),
}


def words(measure: str) -> str:
    """The name of a measure for people."""
    for prefix, (text, _) in MEASURES.items():
        if measure == prefix:
            return text
        if measure.startswith(prefix):
            rest = measure.removeprefix(prefix).replace("_minus_", " against ")
            return text + rest.replace("_", " ")
    return wording.name(measure)


def value(measure: str, number: float | None) -> str:
    """A figure in the unit of its measure; log ratios are said as per cent more or less."""
    if number is None:
        return "—"
    unit = next((u for p, (_, u) in MEASURES.items() if measure.startswith(p)), "number")
    if unit == "percent":
        return wording.percent(number)
    if unit == "points":
        return wording.points(100 * number, 1) + " points"
    if unit == "log":
        change = math.expm1(number)
        return ("+" if change > 0 else "") + wording.percent(change)
    return f"{number:,.2f}" + (" times" if unit == "times" else "")


def company() -> None:
    """Every published measure of the newest cohort for the whole company."""
    frame = query("association")
    if nothing(frame, "No cohort is old enough to see how NPS goes with revenue."):
        return
    day = wording.day(frame["cohort_date"][0])
    st.caption(
        wording.plain(
            f"Accounts classified on {day}, and what they did in the 12 months after. "
            "'Goes with', not 'causes': changing an answer would not change the money."
        )
    )
    shown = pl.DataFrame(
        [
            {
                "measure": words(row["measure"]),
                "estimate": value(row["measure"], row["estimate"]),
                "interval": _interval(row),
                "accounts": row["n"],
                "reliability": {"ok": "● enough accounts", "insufficient": "○ few accounts"}.get(
                    row["flag"], "○ not available"
                ),
            }
            for row in frame.to_dicts()
        ]
    )
    st.dataframe(
        shown,
        height="content",
        hide_index=True,
        alt="How NPS goes with revenue",
        column_config={
            "measure": "Measure",
            "estimate": "Estimate",
            "interval": "95% interval",
            "accounts": "Accounts",
            "reliability": "Reliability",
        },
    )
    why("churn_risk_difference", "marts.nps_revenue_association", frame, key="association")


def _interval(row: Row) -> str:
    if row["lo"] is None or row["hi"] is None:
        return "no interval"
    return " to ".join(value(row["measure"], row[bound]) for bound in ("lo", "hi"))


def segment_gaps(dimension: str, cohort: str) -> None:
    """The promoters' lead in gross retention by segment, with intervals."""
    frame = query("association_segments", segment_dimension=dimension, cohort_date=cohort)
    if nothing(frame, "For this cohort the lead by segment is not known (12 months must pass)."):
        return
    colours = look()
    drawn = pl.DataFrame(
        [
            {
                "label": wording.name(row["segment_value"]),
                "value": row["estimate"],
                "lo": row["lo"],
                "hi": row["hi"],
                "colour": colours.main if row["flag"] == "ok" else colours.neutral,
                "shape": "circle",
                "is_solid": row["flag"] == "ok",
                "text": _lead(row),
            }
            for row in rows.in_order(frame.to_dicts(), dimension, "estimate")
        ],
        infer_schema_length=None,
    )
    draw(
        interval_chart(drawn, LEAD.around(drawn, 0.2), colours),
        key="lead-by-segment",
        alt="Promoters' lead in gross retention by segment",
    )
    st.caption(
        "Right of the dotted line, promoters keep more than detractors. An interval that crosses "
        "it shows no difference; a hollow grey mark rests on fewer than 30 accounts in a group."
    )
    why("retention_gap", "marts.nps_revenue_association", frame, key="lead")


def _lead(row: Row) -> str:
    sample = f"{wording.whole(row['n'])} accounts"
    if row["estimate"] is None:
        return f"a class is empty, {sample}"
    span = "no interval"
    if row["lo"] is not None:
        span = f"{wording.points(100 * row['lo'])} to {wording.points(100 * row['hi'])}"
    return f"{wording.points(100 * row['estimate'])} ({span}), {sample}"
