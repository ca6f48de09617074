"""Do detractors come back, and more often when they are called?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import loop_words, loops_view, rows, wording
from dashboards.components.charts import interval_chart
from dashboards.components.charts.intervals import CONTRAST, RECOVERY
from dashboards.components.drawing import draw
from dashboards.components.filters import pick, preferred
from dashboards.components.folded import folded_table
from dashboards.components.palette import look
from dashboards.components.states import nothing
from dashboards.components.tables import publication_file_name
from dashboards.components.why import why
from dashboards.data import query

Row = Mapping[str, Any]
CHART_LIMIT = 20
FLAGS = {
    "immature": "180 days have not passed",
    "suppressed": "fewer than 5 answered again",
    "insufficient": "few answered again",
}


def page() -> None:
    """Choice of period and theme, the three readings, the contrast, segments."""
    periods = query("recovery_periods")
    if nothing(periods, "No detractor of a relationship survey yet."):
        return
    choices = query("recovery_choices")
    columns = st.columns(3)
    keys = [_key(row) for row in periods.to_dicts()]
    with columns[0]:
        key = pick("Loops opened in", keys, "opened", words=_period)
    period_type, _, quarter = key.partition(":")
    where = {"period_type": period_type, "quarter": quarter}
    with columns[1]:
        themes = choices.filter(segment_dimension="all")["theme"].to_list()
        ordered = ["all", *[theme for theme in themes if theme != "all"]]
        theme = pick("Theme of the comment", ordered, "theme")
    frame = query("recovery", **where, segment_dimension="all", theme=theme)
    row = frame.row(0, named=True) if frame.height else None
    band, words = loops_view.claim("recovery")
    st.markdown(wording.plain(loop_words.recovered(row, words)))
    if row is not None and row["recovery_observed"] is not None:
        _three(row, band)
        _contrast(row, frame)
    with columns[2]:
        dimensions = [d for d in choices["segment_dimension"].unique().sort() if d != "all"]
        split = pick("Split by", dimensions, "split", default=preferred(dimensions, "arr_tier"))
    if split:
        _segments(query("recovery", **where, segment_dimension=split, theme=theme), split, band)


def _key(row: Row) -> str:
    return f"{row['period_type']}:{row['quarter']}"


def _period(key: str) -> str:
    period_type, _, quarter = key.partition(":")
    start = dt.date.fromisoformat(quarter)
    if period_type == "all":
        return f"All quarters since {wording.period(start, 'quarter')}"
    return wording.period(start, "quarter")


def _three(row: Row, band: Row | None) -> None:
    """Observed, among all, and the most that is possible."""
    colours = look()
    claim = {"band_lo": band["benchmark_lo"], "band_hi": band["benchmark_hi"]} if band else {}
    sufficient = row["flag"] == "ok"
    readings = [
        ("recovery_observed", "Of those who answered again", "circle", claim),
        ("recovery_all", "Of all, silent ones as lost", "square", {}),
        ("recovery_upper", "Of all, silent ones as recovered", "diamond", {}),
    ]
    drawn = rows.chart_rows(
        {
            "label": label,
            "value": row[column],
            "lo": row.get(f"{column}_lo"),
            "hi": row.get(f"{column}_hi"),
            "colour": colours.main if column != "recovery_upper" else colours.neutral,
            "shape": shape,
            "is_solid": sufficient and column != "recovery_upper",
            "text": _reading(row, column),
            "band_text": loops_view.claim("recovery")[1],
            **drawn_claim,
        }
        for column, label, shape, drawn_claim in readings
    )
    draw(
        interval_chart(drawn, RECOVERY, colours),
        key="recovery",
        alt="Recovery: " + "; ".join(f"{r['label']} {r['text']}" for r in drawn.to_dicts()),
    )
    note = (
        "Recovered: the same contact's next relationship answer within 180 days is 7 or more. The "
        "truth lies between the second and the third reading; the third is a bound."
    )
    if claim:
        note += " Orange band: claimed by the articles for the first reading."
    st.caption(wording.plain(note))


def _reading(row: Row, column: str) -> str:
    value = wording.percent(row[column])
    sample = row["resurveyed"] if column == "recovery_observed" else row["loops_mature"]
    size = f"{wording.whole(sample)} loops"
    if row.get(f"{column}_lo") is None:
        return f"{value}, upper bound, {size}"
    span = " to ".join(wording.percent(row[f"{column}_{end}"], 0) for end in ("lo", "hi"))
    return f"{value} ({span}), {size}"


def _contrast(row: Row, frame: pl.DataFrame) -> None:
    st.markdown(f"**{wording.plain(loop_words.contrast(row))}**")
    if row["contacted_minus_uncontacted"] is not None:
        colours = look()
        drawn = rows.chart_rows(
            [
                {
                    "label": "Contacted minus uncontacted",
                    "value": row["contacted_minus_uncontacted"],
                    "lo": row["contacted_minus_uncontacted_lo"],
                    "hi": row["contacted_minus_uncontacted_hi"],
                    "colour": colours.main,
                    "shape": "circle",
                    "is_solid": row["flag"] == "ok",
                    "text": f"{wording.whole(row['contacted'])} contacted, "
                    f"{wording.whole(row['uncontacted'])} not",
                }
            ]
        )
        draw(
            interval_chart(drawn, CONTRAST.around(drawn, 0.1), colours),
            key="recovery-contrast",
            alt=loop_words.contrast(row),
        )
    st.caption(
        "Regression to the mean: anybody picked for a low score scores higher next time, called or "
        "not, so a recovery rate alone proves nothing. Even this difference is an association: "
        "nobody drew by lot who was called."
    )
    why("recovery_observed", "marts.detractor_recovery", frame, key="recovery")


def _segments(frame: pl.DataFrame, split: str, band: Row | None) -> None:
    if nothing(frame, "No detractor in this split."):
        return
    colours = look()
    largest = frame.head(CHART_LIMIT)
    listed = rows.in_order(largest.to_dicts(), split, "recovery_observed")
    drawn = rows.chart_rows(
        {
            "label": wording.name(row["segment_value"]),
            "value": row["recovery_observed"],
            "lo": row["recovery_observed_lo"],
            "hi": row["recovery_observed_hi"],
            "band_lo": band["benchmark_lo"] if band else None,
            "band_hi": band["benchmark_hi"] if band else None,
            "colour": colours.main if row["flag"] == "ok" else colours.neutral,
            "shape": "circle",
            "is_solid": row["flag"] == "ok",
            "text": _segment_reading(row),
        }
        for row in listed
    )
    st.markdown(f"**{wording.plain('By ' + wording.within(wording.name(split)))}**")
    if frame.height > CHART_LIMIT:
        st.caption(f"The {CHART_LIMIT} largest of {frame.height}; the table has all.")
    draw(
        interval_chart(drawn, RECOVERY, colours),
        key="recovery-segments",
        alt="Recovery by segment: "
        + "; ".join(f"{r['label']} {r['text']}" for r in drawn.to_dicts()),
    )
    st.caption("Of those who answered again. Hollow grey marks rest on too few to rely on.")
    folded_table(
        "Every segment as a table",
        frame,
        publication_file_name("detractor_recovery"),
        key="recovery",
    )


def _segment_reading(row: Row) -> str:
    if row["recovery_observed"] is None:
        return f"{FLAGS.get(row['flag'], 'no figure')}, {wording.whole(row['loops'])} loops"
    caution = f", {FLAGS[row['flag']]}" if row["flag"] in FLAGS else ""
    return _reading(row, "recovery_observed") + caution
