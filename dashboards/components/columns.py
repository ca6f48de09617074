"""How columns of published relations are shown: label, unit, form; by name and type."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards.components.wording import name, within

_LABELS = {
    "n_responses": "Responses",
    "n_accounts": "Accounts",
    "n_treated": "Treated accounts",
    "n_control": "Comparison accounts",
    "n_effective": "Effective sample",
    "n": "Sample",
    "mrr_start_usd": "MRR at start",
    "mrr_end_usd": "MRR at end",
    "grr_strict": "GRR, lowest month",
    "sha256": "SHA-256",
    "stratum_key": "Stratum",
    "stratum_level": "Keys used",
    "mean_q_treated": "Mean churn risk, treated",
    "mean_q_control": "Mean churn risk, comparison",
    "loss_rate_treated": "Loss rate, treated",
    "loss_rate_control": "Loss rate, comparison",
    "prevented_unadjusted_usd": "Prevented, before adjustment",
    "arr_treated_usd": "ARR, treated",
    "arr_control_usd": "ARR, comparison",
    "n_with": "Answers with it",
    "n_without": "Answers without it",
    "coverage_level": "Confidence of the interval",
    "words": "Meaning",
    "relation": "Relation",
    "window_type": "Window",
    "rows_in": "Rows in file",
    "nps_class": "NPS class",
    "nps_class_a": "NPS class, upper",
    "nps_class_b": "NPS class, lower",
    "arr_tier": "ARR tier",
    "q": "Baseline churn risk q",
    "naive_prevented_usd_not_for_decisions": "Naive figure (not for decisions)",
    "on_support_arr_share": "Treated ARR with comparison",
    "is_mature": "Complete",
    "cost_per_prevented_usd": "Cost per prevented dollar",
    "cost_per_prevented_lo": "Cost per prevented dollar, 95% from",
    "cost_per_prevented_hi": "Cost per prevented dollar, 95% to",
}
_RATES = ("grr", "nrr", "gap", "share", "response_rate", "logo_retention", "target", "match_rate")
_VOCABULARY = {
    "program", "survey_type", "period_type", "segment_dimension", "segment_value", "nps_class",
    "nps_class_a", "nps_class_b", "flag", "verdict", "verdict_point", "status", "design", "measure",
    "ordering", "channel", "diagnostic", "covariate", "outcome", "severity", "source", "entity",
    "match_method", "relation", "window_type", "reason", "reason_code", "check_name", "theme",
    "driver", "driver_type",
}  # fmt: skip
_BOUNDS = {"_lo_usd": "from", "_hi_usd": "to", "_lo": "from", "_hi": "to"}


def label(column: str) -> str:
    """A column's heading for people: `grr_lo` → `GRR, 95% from`."""
    if column in _LABELS:
        return _LABELS[column]
    for suffix, word in _BOUNDS.items():
        if column.endswith(suffix):
            return f"{label(column.removesuffix(suffix))}, 95% {word}"
    if column.startswith("n_"):
        return f"Number of {within(name(column[2:]))}"
    return name(column.removesuffix("_usd")).replace("Arr ", "ARR ").replace("Mrr ", "MRR ")


def config(frame: pl.DataFrame) -> dict[str, Any]:
    """The column configuration of a table."""
    return {column: _one(column, kind) for column, kind in frame.schema.items()}


def _one(column: str, kind: pl.DataType) -> Any:
    words = label(column)
    if kind == pl.Date:
        return st.column_config.DateColumn(words, format="D MMM YYYY")
    if isinstance(kind, pl.Datetime):
        return st.column_config.DatetimeColumn(words, format="D MMM YYYY, HH:mm")
    if kind.is_numeric():
        return st.column_config.NumberColumn(words, format=_form(column, kind))
    return words


def _form(column: str, kind: pl.DataType) -> str | None:
    """The number format of a column, by its name."""
    if column.startswith("cost_per_prevented"):
        return "$%.2f"
    if "usd" in column.split("_"):
        return "dollar"
    stem = column.removesuffix("_lo").removesuffix("_hi")
    if stem in _RATES or "_rate" in stem or stem.endswith("_share") or "mean_q" in stem:
        return "percent"
    return "localized" if kind.is_integer() else None


def in_words(frame: pl.DataFrame) -> pl.DataFrame:
    """Vocabulary values as people write them, for the screen only."""
    known = [c for c in frame.columns if c in _VOCABULARY and frame.schema[c] == pl.String]
    return frame.with_columns(
        [pl.Series(c, [None if v is None else name(v) for v in frame[c]], pl.String) for c in known]
    )
