"""One account's surveys, loops, tickets, revenue and use, on one axis of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import altair as alt
import polars as pl
import streamlit as st

from dashboards.components import wording
from dashboards.components.charts import timeline
from dashboards.components.charts.layers import Layer
from dashboards.components.drawing import draw
from dashboards.components.palette import SHAPES, Look, look
from dashboards.components.publication import facts
from dashboards.data import MissingData, query

Row = Mapping[str, Any]
HEIGHTS = {"surveys": 100, "loops": 46, "tickets": 74, "mrr": 80, "usage": 70}
TITLES = {
    "surveys": "Survey scores (0 to 10)",
    "loops": "Loops: from answer to closing",
    "tickets": "Support tickets: from opening to solution",
    "mrr": "MRR at month-end, US dollars",
    "usage": "Use: events a month",
}


def show(account_id: str) -> None:
    """Draw what is known; what this publication lacks or the account has not is said."""
    found, missing = _gather(account_id)
    known = {key: frame for key, frame in found.items() if frame.height}
    if not known:
        st.info("Nothing is known of what happened at this account.", icon=":material/info:")
        return
    colours = look()
    end = _end(known)
    drawn = {key: DRAWN[key](frame, colours, end) for key, frame in known.items()}
    start = min(_day(at) for frame in drawn.values() for at in frame["at"])
    x = timeline.axis_of_time(start, end)
    placed = timeline.strips([(TITLES[key], HEIGHTS[key]) for key in drawn])
    layers = [timeline.years(start, end, placed, x, colours), *timeline.titles(placed, colours)]
    for strip, (key, frame) in zip(placed, drawn.items(), strict=True):
        layers += _panel(key, frame, strip, x, colours)
    draw(timeline.stacked(layers, placed), key="timeline", alt=_in_words(known))
    absent = [TITLES[key].split(":")[0].split(",")[0] for key in found if key not in known]
    notes = [
        "Scores: ● promoter, ■ passive, ▼ detractor; filled for relationship surveys, hollow for "
        "transactional ones. Loops: green ✓ closed, grey ✕ lapsed, orange … open; ◆ first "
        "outreach. Tickets: grey solved, orange … open."
    ]
    if absent:
        notes.append(f"Nothing at this account: {', '.join(map(wording.within, absent))}.")
    if missing:
        notes.append(f"Not in this publication: {', '.join(missing)}.")
    st.caption(wording.plain(" ".join(notes)))


def _gather(account_id: str) -> tuple[dict[str, pl.DataFrame], list[str]]:
    found: dict[str, pl.DataFrame] = {}
    missing = []
    for key in HEIGHTS:
        try:
            found[key] = query(f"account_{key}", account_id=account_id)
        except MissingData:
            missing.append(TITLES[key].split(":")[0].lower())
    return found, missing


def _panel(
    key: str, frame: pl.DataFrame, strip: timeline.Strip, x: alt.X, colours: Look
) -> list[Layer]:
    if key == "surveys":
        return timeline.scores(frame, strip, x)
    if key == "loops":
        lanes = sorted(frame["row"].unique().to_list())
        return timeline.spans(frame, strip, x, lanes, is_named=False)
    if key == "tickets":
        rows = [p for p in timeline.PRIORITIES if p in frame["row"].to_list()]
        others = sorted(set(frame["row"].to_list()) - set(rows))
        return timeline.spans(frame, strip, x, rows + others, is_named=True)
    if key == "mrr":
        return timeline.money(frame, strip, x, colours)
    return timeline.bars(frame, strip, x, colours)


def surveys(frame: pl.DataFrame, colours: Look, end: dt.date) -> pl.DataFrame:
    """Scores as marks of their class."""
    listed = frame.to_dicts()
    return pl.DataFrame(
        {
            "at": frame["responded_at"],
            "score": frame["score"],
            "colour": [colours.of_class(str(r["nps_class"])) for r in listed],
            "shape": [SHAPES.get(str(r["nps_class"]), "circle") for r in listed],
            "is_solid": [r["survey_type"] == "relationship" for r in listed],
            "text": [
                f"{wording.day(r['responded_at'])}: {r['score']} of 10, {r['survey_type']} survey"
                for r in listed
            ],
        }
    )


def loops(frame: pl.DataFrame, colours: Look, end: dt.date) -> pl.DataFrame:
    """Loops as bars in as few rows as they need, so that none hides another."""
    listed = sorted(frame.to_dicts(), key=lambda row: row["opened_at"])
    free: list[dt.datetime] = []
    drawn = []
    for row in listed:
        until = row["closed_at"] or min(row["lapses_at"], dt.datetime.combine(end, dt.time()))
        until = max(until, row["opened_at"])
        lane = next((i for i, at in enumerate(free) if at <= row["opened_at"]), len(free))
        free[lane:lane + 1] = [until]  # fmt: skip
        state = "closed" if row["closed_at"] else "open" if row["is_open"] else "lapsed, unclosed"
        outreach = row["first_outreach_at"]
        called = f"first outreach {wording.moment(outreach)}" if outreach else "no outreach"
        drawn.append(
            {
                "at": row["opened_at"],
                "until": until,
                "marked": outreach,
                "row": f"{lane + 1:02}",
                "sign": {"closed": "✓", "open": "…"}.get(state, "✕"),
                "colour": {"closed": colours.good, "open": colours.bad}.get(state, colours.neutral),
                "text": f"Opened {wording.day(row['opened_at'])} by a score of {row['score']}; "
                f"{called}; {state}",
            }
        )
    return pl.DataFrame(drawn, infer_schema_length=None).with_columns(
        pl.col("marked").cast(pl.Datetime("us"))
    )


def tickets(frame: pl.DataFrame, colours: Look, end: dt.date) -> pl.DataFrame:
    """Tickets as bars in the row of their priority."""
    listed = frame.to_dicts()
    return pl.DataFrame(
        {
            "at": frame["created_at"],
            "until": [
                max(r["solved_at"] or dt.datetime.combine(end, dt.time()), r["created_at"])
                for r in listed
            ],
            "row": [str(r["priority"] or "no priority") for r in listed],
            "colour": [colours.neutral if r["is_solved"] else colours.bad for r in listed],
            "sign": ["" if r["is_solved"] else "…" for r in listed],
            "text": [
                f"Ticket {r['ticket_id']}, {r['priority'] or 'no priority'}, opened "
                f"{wording.day(r['created_at'])}: {r['status']}"
                for r in listed
            ],
        }
    )


def mrr(frame: pl.DataFrame, colours: Look, end: dt.date) -> pl.DataFrame:
    """Recurring revenue by month-end."""
    return pl.DataFrame(
        {
            "at": frame["month_end_date"],
            "value": frame["mrr_usd"].cast(pl.Float64),
            "text": [
                f"{wording.day(r['month_end_date'])}: {wording.money(r['mrr_usd'])} a month"
                + (", in grace" if r["in_grace"] else "")
                for r in frame.to_dicts()
            ],
        }
    )


def usage(frame: pl.DataFrame, colours: Look, end: dt.date) -> pl.DataFrame:
    """Events of each month, as wide as the month."""
    return pl.DataFrame(
        {
            "at": frame["month"],
            "until": [
                wording.period_end(m, "month") - dt.timedelta(days=3) for m in frame["month"]
            ],
            "value": frame["events"].cast(pl.Float64),
            "text": [
                f"{r['month']:%B %Y}: {wording.whole(r['events'])} events" for r in frame.to_dicts()
            ],
        }
    )


DRAWN = {"surveys": surveys, "loops": loops, "tickets": tickets, "mrr": mrr, "usage": usage}


def _end(known: Mapping[str, pl.DataFrame]) -> dt.date:
    """The day before which events are published, else the last known one."""
    as_of = facts().get("survey_as_of")
    if isinstance(as_of, dt.datetime):
        return as_of.date()
    return max(
        _day(at)
        for frame in known.values()
        for kind in (pl.Date, pl.Datetime)
        for column in frame.select(pl.col(kind)).columns
        for at in frame[column].drop_nulls()
    ) + dt.timedelta(days=1)


def _day(value: Any) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def _in_words(known: Mapping[str, pl.DataFrame]) -> str:
    return "Timeline of the account: " + "; ".join(
        f"{TITLES[key].split(':')[0]}, {frame.height} entries" for key, frame in known.items()
    )
