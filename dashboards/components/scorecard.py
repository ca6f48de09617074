"""The executive scorecard: every figure with interval, unit, sample, period and status in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components.units import figure, interval
from dashboards.components.why import why
from dashboards.components.wording import name, plain, whole

Row = Mapping[str, Any]
PER_LINE = 4
STATUS = {
    "above_band": "▲ above what the articles claim",
    "within_band": "● within what the articles claim",
    "in_band": "● within what the articles claim",
    "below_band": "▼ below what the articles claim",
    "demonstrated": "● demonstrated",
    "not_demonstrated": "◇ not demonstrated",
    "not_available": "○ not available yet",
    "insufficient": "○ not enough responses",
    "no_benchmark": "— no benchmark is claimed",
}
LABELS = {
    "relationship_nps": "Relationship NPS",
    "transactional_nps": "Transactional NPS",
    "promoter_grr": "GRR, promoters",
    "passive_grr": "GRR, passives",
    "detractor_grr": "GRR, detractors",
    "promoter_nrr": "NRR, promoters",
    "passive_nrr": "NRR, passives",
    "detractor_nrr": "NRR, detractors",
    "cost_per_prevented_dollar": "Cost per dollar of prevented churn",
    "response_rate_relationship_email": "Response rate, relationship e-mail",
    "response_rate_transactional_email": "Response rate, transactional e-mail",
}


def label(kpi: str) -> str:
    """The name of a figure as people say it."""
    return LABELS.get(kpi, name(kpi))


def cards(frame: pl.DataFrame) -> None:
    """One card per figure, four to a line (one below the other on a phone)."""
    rows = frame.to_dicts()
    for start in range(0, len(rows), PER_LINE):
        columns = st.columns(PER_LINE)
        for column, row in zip(columns, rows[start : start + PER_LINE], strict=False):
            with column, st.container(border=True, height="stretch"):
                card(row)


def card(row: Row) -> None:
    """A figure, what it rests on, and where it comes from."""
    unit = row.get("unit")
    st.metric(plain(label(str(row["kpi"]))), plain(figure(row["value"], unit)))
    st.markdown(plain(_status(row)))
    st.caption(plain(f"95% interval {interval(row['lo'], row['hi'], unit)}"))
    parts = [f"n = {whole(row['n'])}" if row.get("n") is not None else "", row.get("period_label")]
    st.caption(plain(" · ".join(str(part) for part in parts if part)))
    claim = row.get("benchmark_band") or row.get("seed_claim")
    if claim:
        st.caption(plain(f"Claimed by the articles: {_claim(str(claim))}"))
    why(
        str(row["kpi"]),
        str(row["source_relation"]),
        dict(row),
        key=f"card-{row['kpi']}",
        label=label(str(row["kpi"])),
    )


def _claim(claim: str) -> str:
    return claim.removeprefix("the articles: ")


def _status(row: Row) -> str:
    status = str(row.get("status") or "not_available")
    return STATUS.get(status, name(status))


def claims(scorecard: pl.DataFrame, measure: str) -> dict[str, Row]:
    """What the articles claim of a retention measure, by class, for the reference bands."""
    known: dict[str, Row] = {}
    for row in scorecard.to_dicts():
        nps_class = str(row["kpi"]).removesuffix(f"_{measure}")
        low, high = row.get("band_lo"), row.get("band_hi")
        if nps_class == row["kpi"] or (low is None and high is None):
            continue
        known[nps_class] = {
            "band_lo": 0.0 if low is None else float(low),
            "band_hi": 1.0 if high is None else float(high),
            "text": _claim(str(row.get("seed_claim") or "")),
        }
    return known
