"""The executive scorecard: every figure with interval, unit, sample, period and status in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components.tables import csv_button, publication_file_name
from dashboards.components.units import figure, interval
from dashboards.components.why import why
from dashboards.components.wording import dates_in_words, name, plain, whole
from dashboards.data import MissingData, query

Row = Mapping[str, Any]
PER_LINE = 4
HEADLINES = (
    "relationship_nps",
    "company_grr",
    "company_nrr",
    "company_mrr",
    "promoter_minus_detractor_grr",
    "cost_per_prevented_dollar",
    "response_rate_relationship_email",
    "loop_closure_rate",
)
SHORT = {
    "company_mrr": "Monthly recurring revenue",
    "promoter_minus_detractor_grr": "Promoters' lead in GRR",
    "response_rate_relationship_email": "Response rate, relationship",
    "loop_closure_rate": "Loops closed",
    "cost_per_prevented_dollar": "Cost per prevented dollar",
}
STATUS = {
    "met": "● target met",
    "not_met": "▼ target missed",
    "not_settled": "◇ too uncertain to say whether the target is met",
    "no_target": "– no target set",
    "not_available": "○ not available",
}
FLAGS = {
    "insufficient": "○ too few responses to rely on",
    "suppressed": "○ not enough responses",
    "few_clusters": "○ from few accounts",
    "wide": "○ from few accounts",
    "holds": "● the gap is more than chance explains",
    "not_shown": "◇ the gap is not shown",
    "not_demonstrated": "◇ not demonstrated",
    "demonstrated": "● demonstrated",
    "exceptional": "● exceptional, as the articles call it",
    "strong": "● strong, as the articles call it",
    "acceptable": "● acceptable",
    "needs_efficiency": "▼ needs efficiency, as the articles call it",
    "not_available": "○ not available yet",
}


def row_of(kpi: str) -> Row | None:
    """One figure of the scorecard; None when this publication has none."""
    try:
        rows = query("scorecard").filter(pl.col("kpi") == kpi)
    except MissingData:
        return None
    return rows.row(0, named=True) if rows.height else None


def cards(frame: pl.DataFrame) -> None:
    """The headline figures as cards, four to a line (one below the other on a phone)."""
    known = {row["kpi"]: row for row in frame.to_dicts()}
    rows = [known[kpi] for kpi in HEADLINES if kpi in known] or list(known.values())[:8]
    for start in range(0, len(rows), PER_LINE):
        columns = st.columns(PER_LINE)
        for column, row in zip(columns, rows[start : start + PER_LINE], strict=False):
            with column, st.container(border=True, height="stretch"):
                card(row)


def card(row: Row) -> None:
    """A figure, what it rests on, and where it comes from."""
    unit = row["unit"]
    label = SHORT.get(str(row["kpi"]), str(row["label"]))
    st.metric(plain(label), plain(value(row)))
    st.markdown(plain(status(row)))
    claim = claimed(row)
    lines = [
        f"95% interval {interval(row['lo'], row['hi'], unit)}" if row["hi"] is not None else "",
        f"n = {whole(row['n'])}" if row["n"] is not None else "",
        dates_in_words(str(row["period_label"] or "")),
        f"target {figure(row['target'], unit)}" if row["target"] is not None else "",
        f"claimed by the articles: {claim}" if claim else "",
    ]
    st.caption("  \n".join(plain(line) for line in lines if line))
    why(
        metric_of(str(row["kpi"])),
        str(row["source_relation"] or "marts.program_scorecard"),
        dict(row),
        key=f"card-{row['kpi']}",
        label=str(row["label"]),
    )


def value(row: Row) -> str:
    """The estimate; where only a lower bound is published, that bound."""
    if row["value"] is None and row["lo"] is not None:
        return f"at least {figure(row['lo'], row['unit'])}"
    return figure(row["value"], row["unit"])


def status(row: Row) -> str:
    """Shape and words: what the figure's own flag warns of, else how it stands to its target."""
    by_flag = FLAGS.get(str(row["flag"]))
    if by_flag and row["status"] in ("no_target", "not_available"):
        return by_flag
    by_target = STATUS.get(str(row["status"]), name(row["status"]))
    return f"{by_target}; {by_flag[2:]}" if by_flag else by_target


def claimed(row: Row) -> str:
    """The band that the articles claim, in the unit of the figure."""
    low, high, unit = row["benchmark_lo"], row["benchmark_hi"], row["unit"]
    if low is None and high is None:
        return ""
    if low is None:
        return f"up to {figure(high, unit)}"
    if high is None:
        return f"{figure(low, unit)} or more"
    return f"{figure(low, unit)} to {figure(high, unit)}"


def everything(frame: pl.DataFrame) -> None:
    """All figures of the scorecard as a table for reading, and as published for download."""
    shown = pl.DataFrame(
        [
            {
                "Figure": row["label"],
                "Value": value(row),
                "95% interval": interval(row["lo"], row["hi"], row["unit"]),
                "Sample": row["n"],
                "Period": dates_in_words(str(row["period_label"] or "")),
                "Status": status(row),
                "Target": figure(row["target"], row["unit"]),
                "Claimed by the articles": claimed(row) or "—",
            }
            for row in frame.to_dicts()
        ],
        infer_schema_length=None,
    )
    st.dataframe(
        shown,
        height="content",
        hide_index=True,
        placeholder="—",
        alt="All figures of the scorecard",
    )
    csv_button(frame, publication_file_name("program_scorecard"), key="scorecard")


def metric_of(kpi: str) -> str:
    """The defined metric behind a figure of the scorecard."""
    known = {
        "relationship_nps": "nps",
        "promoter_minus_detractor_grr": "retention_gap",
        "partner_nps": "nps",
        "employee_nps": "nps",
        "detractor_recovery_observed": "recovery_observed",
        "detractor_recovery_all": "recovery_all",
        "company_mrr": "mrr",
        "cost_per_prevented_dollar": "cost_per_prevented",
    }
    for ending in ("grr", "nrr"):
        if kpi.endswith(f"_{ending}"):
            return known.get(kpi, ending)
    return "response_rate" if kpi.startswith("response_rate") else known.get(kpi, kpi)


def claims(measure: str) -> dict[str, Row]:
    """What the articles claim of a retention measure, by class, for the reference bands."""
    try:
        rows = query("scorecard").to_dicts()
    except MissingData:
        return {}
    return {
        str(row["kpi"]).removesuffix(f"_{measure}"): {
            "band_lo": row["benchmark_lo"] if row["benchmark_lo"] is not None else -math.inf,
            "band_hi": row["benchmark_hi"] if row["benchmark_hi"] is not None else math.inf,
            "text": claimed(row),
        }
        for row in rows
        if str(row["kpi"]).endswith(f"_{measure}") and claimed(row)
    }
