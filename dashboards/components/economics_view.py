"""Program economics: what a dollar of prevented churn costs, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import sentences
from dashboards.components.units import interval
from dashboards.components.why import why
from dashboards.components.wording import cents, day, money, name, percent, plain, whole

Row = Mapping[str, Any]
DESIGNS = ("holdout", "landmark", "pre_program")
DESIGN_WORDS = {
    "holdout": "Random holdout: accounts drawn by lot had their loop withheld",
    "landmark": "Landmark: detractors whose loop was closed within 30 days, against the others",
    "pre_program": "Before the program: earlier detractors serve as comparison",
}
SHAPES = {"demonstrated": "●", "not_demonstrated": "◇", "not_available": "○"}


def headline_row(frame: pl.DataFrame) -> Row | None:
    """The widest window of the best design that has an answer, as the scorecard reads it."""
    available = frame.filter(pl.col("status") != "not_available")
    for design in DESIGNS:
        rows = available.filter(pl.col("design") == design)
        if rows.height:
            return widest(rows).row(0, named=True)
    return frame.row(0, named=True) if frame.height else None


def widest(frame: pl.DataFrame) -> pl.DataFrame:
    """Windows of one design, the longest first."""
    length = (pl.col("window_end") - pl.col("window_start")).dt.total_days()
    return frame.sort(length, descending=True, nulls_last=True)


def verdict_box(row: Row | None) -> None:
    """The verdict in words, with the figures that it rests on."""
    title, text = sentences.verdict(row)
    shape = SHAPES.get(str(row["status"]) if row else "not_available", "○")
    with st.container(border=True):
        st.markdown(f"### {shape} {plain(title)}")
        st.markdown(plain(text))
        if row is None:
            return
        st.caption(plain(window_words(row)))
        why(
            "cost_per_prevented",
            "marts.cost_per_prevented_churn",
            dict(row),
            key=f"verdict-{row['design']}-{row['window_start']}-{row['window_end']}",
        )


def window_words(row: Row) -> str:
    """Design, window and sample of an estimate."""
    start, end = day(row["window_start"]), day(row["window_end"])
    return (
        f"{DESIGN_WORDS.get(str(row['design']), name(row['design']))}. "
        f"Responses from {start} to {end}: {whole(row['n_treated'])} treated, "
        f"{whole(row['n_control'])} comparison accounts."
    )


def figures(row: Row) -> None:
    """Cost, prevented churn and cost per dollar; the naive figure apart, named as what it is."""
    columns = st.columns(4)
    lo, hi = row["prevented_churn_lo_usd"], row["prevented_churn_hi_usd"]
    ratio = (row["cost_per_prevented_lo"], row["cost_per_prevented_hi"])
    content = [
        ("Program cost", money(row["program_cost_usd"]), "platform, staff, loop labour, set-up"),
        ("Prevented churn", money(row["prevented_churn_usd"]), _span(lo, hi, "usd")),
        (
            "Cost per prevented dollar",
            cents(row["cost_per_prevented_usd"]),
            _span(*ratio, "usd_per_usd"),
        ),
        (
            "Treated revenue with comparison",
            percent(row["on_support_arr_share"]),
            "share of treated ARR that has comparable untreated accounts",
        ),
    ]
    for column, (label, value, note) in zip(columns, content, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.metric(plain(label), plain(value))
            st.caption(plain(note))
    naive = money(row["naive_prevented_usd_not_for_decisions"])
    with st.container(border=True):
        st.markdown(
            f"**✕ Not for decisions.** The naive figure, as the articles compute it, would be "
            f"{plain(naive)}. It compares treated with untreated accounts as they are; since "
            "teams reach the bigger and healthier accounts first, it is positive even when a "
            "program does nothing."
        )
        why("naive_prevented", "marts.cost_per_prevented_churn", dict(row), key="naive")


def _span(lo: Any, hi: Any, unit: str) -> str:
    return f"95% interval {interval(lo, hi, unit)}"
