"""How long detractors wait for a call: the published Kaplan–Meier curve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import loop_words, wording
from dashboards.components.charts import Mark, survival_curve
from dashboards.components.drawing import draw
from dashboards.components.filters import pick
from dashboards.components.folded import folded_table
from dashboards.components.palette import look
from dashboards.components.publication import setting
from dashboards.components.states import nothing
from dashboards.components.tables import publication_file_name
from dashboards.components.why import why
from dashboards.data import query

Row = Mapping[str, Any]
PERIODS = {"last_12_months": "Loops of the last 12 months", "all": "All loops"}
SPANS = {168: "The first 7 days", 720: "The first 30 days", 2160: "The first 90 days"}


def page(tier: str) -> None:
    """The curve of one tier and period, its median and 90th percentile."""
    left, right = st.columns(2)
    with left:
        period = pick("Loops", list(PERIODS), "loops", words=lambda key: PERIODS[key])
    with right:
        end = pick("Show", list(SPANS), "span", default=720, words=lambda hours: SPANS[hours])
    frame = query("loop_curve", period_type=period, arr_tier=tier)
    if nothing(frame, "No loop of this tier and period is on the clock."):
        return
    marks = query("loop_curve_marks", period_type=period, arr_tier=tier).row(0, named=True)
    days = wording.dates_in_words(str(marks["period_label"]))
    st.markdown(wording.plain(loop_words.wait(marks, f"opened {days}")))
    drawn = frame.with_columns(pl.Series("text", [_reading(row) for row in frame.to_dicts()]))
    draw(
        survival_curve(drawn, _marks(marks, tier), float(end), look()),
        key="wait",
        alt=f"Share still without outreach by hours since the answer. "
        f"{loop_words.wait(marks, days)}",
    )
    note = (
        "A loop without outreach counts as waiting for as long as it was watched: until the events "
        "of this publication end, or the account stopped paying. So a slow month does not look "
        "fast. Band: 95% interval. Times are rounded up, to the hour in the first seven days and "
        "to the day after."
    )
    if marks["flag"] != "ok":
        note = f"○ Few loops: read the band, not the line. {note}"
    st.caption(wording.plain(note))
    folded_table(
        "The curve as a table", frame, publication_file_name("loop_time_to_action"), key="curve"
    )
    why("time_to_action_curve", "marts.loop_time_to_action", frame, key="curve")


def _reading(row: Row) -> str:
    at_risk = f"{wording.whole(row['at_risk'])} of {wording.whole(row['loops'])} still watched"
    if row["survival_lo"] is None or row["survival_hi"] is None:
        return f"{wording.percent(row['survival'])}, {at_risk}"
    span = " to ".join(wording.percent(row[f"survival_{end}"]) for end in ("lo", "hi"))
    return f"{wording.percent(row['survival'])} ({span}), {at_risk}"


def _marks(marks: Row, tier: str) -> list[Mark]:
    """The deadline of the tier, and where one half and nine tenths have been contacted."""
    tiers = [tier] if tier != "all" else ["high", "standard"]
    known = [(setting(f"sla_hours_{name}"), name) for name in tiers]
    drawn = [Mark(float(h), f"deadline, {name} ARR tier: {h} h") for h, name in known if h]
    for column, text in (("median_hours", "half contacted"), ("p90_hours", "nine in ten")):
        if marks[column] is not None:
            drawn.append(Mark(marks[column], f"{text}: {loop_words.hours(marks[column])}"))
    return sorted(drawn, key=lambda mark: mark.hours)
