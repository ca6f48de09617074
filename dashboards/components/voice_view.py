"""What customers talk about: themes by money, over time, in their words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import voice_sentences as said
from dashboards.components import wording
from dashboards.components.charts import money_bars, trend
from dashboards.components.charts.intervals import Scale
from dashboards.components.charts.layers import PERCENT, SIGNED
from dashboards.components.drawing import draw
from dashboards.components.filters import pick
from dashboards.components.folded import folded_table
from dashboards.components.nps_view import is_running, period_words
from dashboards.components.palette import look
from dashboards.components.states import nothing
from dashboards.components.tables import publication_file_name, table
from dashboards.components.why import why
from dashboards.components.wording import name, plain

Row = Mapping[str, Any]
MEASURES = {
    "excess_loss_usd": "Likely loss beyond that of passives, US dollars a year",
    "expected_loss_usd": "Likely loss, US dollars a year",
    "arr_at_risk_usd": "Revenue at risk, US dollars a year",
}
SHARE = Scale("Share of comments", 0, 1, PERCENT)
MOOD = Scale("Mood, −1 to +1", -1, 1, SIGNED, line=0)


def choose_quarter(impact: pl.DataFrame) -> dt.date:
    """The quarter to look at; the newest complete one first."""
    quarters = impact["quarter"].unique().sort(descending=True).to_list()
    complete = [q for q in quarters if not is_running(q, "quarter")]
    chosen = pick(
        "Quarter",
        quarters,
        "quarter",
        default=(complete or quarters)[0],
        words=lambda quarter: period_words(quarter, "quarter"),
    )
    return dt.date(chosen.year, chosen.month, chosen.day)


def by_money(rows: Sequence[Row]) -> None:
    """Themes by one measure of money, those with the most first; the untagged last."""
    measure = pick("Measure", list(MEASURES), "measure", words=lambda m: MEASURES[m].split(",")[0])
    if all(row[measure] is None for row in rows):
        st.info(
            "Not known for this quarter: it needs billing, and a year after the answers.",
            icon=":material/info:",
        )
        return
    ordered = sorted(rows, key=lambda r: (r["theme"] == said.UNTAGGED, -(r[measure] or 0)))
    frame = pl.DataFrame(
        {
            "label": [name(row["theme"]) for row in ordered],
            "value": [None if r[measure] is None else float(r[measure]) for r in ordered],
            "is_solid": [row["flag"] == "ok" for row in ordered],
            "text": [said.theme_reading(row, measure) for row in ordered],
        },
        schema_overrides={"value": pl.Float64},
    )
    draw(
        money_bars(frame, MEASURES[measure], look()),
        key="money-by-theme",
        alt=f"{MEASURES[measure]} by theme: "
        + "; ".join(f"{r['label']} {r['text']}" for r in frame.to_dicts()),
    )
    st.caption(
        "Detractors' accounts count once, their revenue split over the themes they name: these "
        "bars add up. Hollow bars rest on fewer than 30 accounts whose year is over. The loss is "
        "an expectation without an interval; nobody knows who will leave."
    )


def impact_table(frame: pl.DataFrame) -> None:
    """Every figure of the quarter; what must not be added up says so."""
    shown = frame.drop("sample_quotes", "quarter")
    columns = {
        "theme": "Theme",
        "mentions": "Detractor answers",
        "arr_at_risk_usd": st.column_config.NumberColumn(
            "Revenue at risk (adds up)", format="dollar"
        ),
        "arr_touched_usd": st.column_config.NumberColumn(
            "Revenue touched (does not add up)",
            format="dollar",
            help="An account that names three themes stands in three rows with all its revenue.",
        ),
        "churn_probability": st.column_config.NumberColumn(
            "Churn in 12 months", format="percent", help="Drawn towards that of all detractors."
        ),
        "passive_churn_rate": st.column_config.NumberColumn("Churn of passives", format="percent"),
        "mature_accounts": "Accounts behind the churn",
        "expected_loss_usd": st.column_config.NumberColumn("Likely loss a year", format="dollar"),
        "excess_loss_usd": st.column_config.NumberColumn("Beyond passives", format="dollar"),
    }
    table(shown, publication_file_name("theme_impact"), columns=columns, key="themes")
    why("excess_loss", "marts.theme_impact", frame.drop("sample_quotes"), key="themes")


def quotes(row: Row | None) -> None:
    """Up to three redacted comments on a theme, as text."""
    texts = str((row or {}).get("sample_quotes") or "").split(" | ")
    shown = [text.strip() for text in texts if text.strip()]
    if not shown:
        st.caption("No comment of a detractor on this theme can be quoted in this quarter.")
        return
    for text in shown:
        st.markdown(f"> {plain(text)}")
    st.caption("Detractors' comments; names and numbers are removed before anything is stored.")


def over_time(frame: pl.DataFrame, theme: str) -> None:
    """How often one theme is named and in what mood, by quarter."""
    rows = frame.filter(pl.col("theme") == theme)
    if nothing(rows, "Nobody named this theme in an English comment."):
        return
    left, right = st.columns(2)
    for column, measure, scale, reading, step in (
        (left, "mention_share", SHARE, said.share_reading, 0.1),
        (right, "sentiment", MOOD, said.sentiment_reading, 0.2),
    ):
        with column:
            st.markdown(f"**{'How often' if measure == 'mention_share' else 'In what mood'}**")
            _trend(rows, measure, scale, reading, step)
    st.caption(
        "Every English comment of customers, not only detractors'. Bands are 95% intervals; "
        "hollow points rest on fewer than 30 mentions or 20 accounts, or on a running quarter."
    )
    why("theme_sentiment", "marts.theme_sentiment", rows, key="mood")


def _trend(rows: pl.DataFrame, measure: str, scale: Scale, reading: Any, step: float) -> None:
    listed = rows.to_dicts()
    line = pl.DataFrame(
        {
            "at": [row["quarter"] for row in listed],
            "label": [wording.period(row["quarter"], "quarter") for row in listed],
            "value": [row[measure] for row in listed],
            "lo": [row[f"{measure}_lo"] for row in listed],
            "hi": [row[f"{measure}_hi"] for row in listed],
            "is_solid": [
                row["flag"] == "ok" and not is_running(row["quarter"], "quarter") for row in listed
            ],
            "text": [reading(row) for row in listed],
        },
        schema_overrides={"value": pl.Float64, "lo": pl.Float64, "hi": pl.Float64},
    )
    if line["value"].null_count() == line.height:
        st.info(f"{wording.NOT_ENOUGH.capitalize()}.", icon=":material/info:")
        return
    draw(
        trend(line, scale.around(line, step), look(), "Q%q %Y"),
        key=measure,
        alt=f"{scale.title} by quarter: "
        + "; ".join(f"{r['label']} {r['text']}" for r in line.to_dicts()),
    )


def actions(frame: pl.DataFrame) -> None:
    """What was done about a theme, and whether it is shown to have helped."""
    for row in frame.to_dicts():
        with st.container(border=True):
            st.markdown(f"**{plain(row['title'] or row['action_item_id'])}**")
            st.markdown(plain(said.action_verdict(row)))
            when = f"shipped {wording.day(row['shipped_date'])}" if row["shipped_date"] else ""
            facts = [f"Theme: {wording.within(name(row['theme']))}", when]
            st.caption(plain(" · ".join(fact for fact in facts if fact)))
            for text in (said.action_effect(row), said.action_mentions(row)):
                if text:
                    st.markdown(plain(text))
    st.caption(
        "Compared are six months before and after; what moved everybody is taken out. It is still "
        "no experiment: something else may have happened to those who name the theme."
    )
    folded_table(
        "Every figure of the action items",
        frame,
        publication_file_name("action_item_impact"),
        key="actions",
    )
    why("action_item_effect", "marts.action_item_impact", frame, key="actions")
