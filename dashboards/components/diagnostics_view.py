"""Whether treated and comparison accounts are alike enough, check by check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import wording
from dashboards.components.tables import csv_button, publication_file_name

Row = Mapping[str, Any]
STATUS = {
    "pass": "● passed",
    "warn": "▲ warning",
    "block": "✕ failed: the verdict is capped",
    "information": "– for information",
    "not_estimable": "○ cannot be estimated",
}
CHECKS = {
    "on_support_arr_share": ("Treated revenue that has comparable accounts", "percent"),
    "placebo_before_response": ("Placebo: losses before the response (should be 0)", "money"),
    "placebo_fake_treatment": ("Placebo: a loop closed too late (should be 0)", "money"),
    "tipping_loss_rate": ("Hidden difference in loss rate that would erase the effect", "percent"),
    "e_value": ("E-value: strength a hidden cause would need", "number"),
    "e_value_of_interval": ("E-value of the interval's weaker end", "number"),
    "late_closed_control_share": ("Comparison accounts whose loop closed later", "percent"),
    "churned_before_landmark": ("Accounts that left before the comparison starts", "number"),
    "largest_account_share": ("Share of the effect from the largest account", "percent"),
    "prevented_without_top_5": ("Prevented churn without the five largest accounts", "money"),
    "smd_before": ("Difference before matching, standard deviations", "number"),
    "smd_after": ("Difference after matching, standard deviations", "number"),
}
_WRITERS: dict[str, Callable[[Any], str]] = {
    "percent": wording.percent,
    "money": wording.money,
    "number": lambda value: "—" if wording.missing(value) else f"{value:,.2f}",
}


def table(frame: pl.DataFrame) -> None:
    """Every check of one estimate, those that matter most first."""
    urgency = ["block", "warn", "not_estimable", "pass", "information"]
    rows = sorted(
        frame.to_dicts(),
        key=lambda row: urgency.index(row["status"]) if row["status"] in urgency else 9,
    )
    shown = pl.DataFrame([_reading(row) for row in rows], infer_schema_length=None)
    st.dataframe(
        shown, height="content", hide_index=True, placeholder="—", alt="Checks of the comparison"
    )
    csv_button(frame, publication_file_name("prevented_churn_diagnostics"), key="diagnostics")


def sentence(frame: pl.DataFrame) -> str:
    """How many checks failed or warn."""
    counts = {status: frame.filter(pl.col("status") == status).height for status in STATUS}
    if counts["block"]:
        failed = "a check" if counts["block"] == 1 else f"{counts['block']} checks"
        return f"No: {failed} failed, so no benefit may be claimed."
    if counts["not_estimable"] == frame.height:
        return "It cannot be said: no check can be estimated with these accounts."
    text = "No check speaks against it"
    parts = []
    if counts["warn"]:
        parts.append(f"{counts['warn']} warn")
    if counts["not_estimable"]:
        parts.append(f"{counts['not_estimable']} cannot be estimated")
    return text + (f"; {' and '.join(parts)}." if parts else ".")


def _reading(row: Row) -> dict[str, Any]:
    words, unit = CHECKS.get(str(row["diagnostic"]), (wording.name(row["diagnostic"]), "number"))
    write = _WRITERS[unit]
    covariate = row["covariate"]
    if covariate not in (None, "none"):
        words = f"{words}: {wording.within(wording.name(covariate))}"
    span = "—" if row["lo"] is None else f"{write(row['lo'])} to {write(row['hi'])}"
    return {
        "Check": words,
        "Outcome": STATUS.get(str(row["status"]), wording.name(row["status"])),
        "Result": write(row["estimate"]),
        "95% interval": span,
        "Limit": write(row["threshold"]),
    }
