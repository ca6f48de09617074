"""'Why this number': definition, model, as-of, and the rows behind a figure."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards.components.folded import popover
from dashboards.components.publication import as_of_by_source
from dashboards.components.tables import csv_button, grid, publication_file_name
from dashboards.components.wording import name
from dashboards.data import MissingData, query


def definition(metric: str) -> str:
    """The published definition of a metric, or a note that there is none."""
    try:
        rows = query("definitions").to_dicts()
    except MissingData:
        rows = []
    for row in rows:
        if row["metric"] == metric:
            return f"{row['words']} (metrics, section {row['section']})"
    return "This publication holds no definition of this figure."


def why(
    metric: str, relation: str, rows: pl.DataFrame | dict[str, Any], *, key: str, label: str = ""
) -> None:
    """A popover that explains a figure and gives out the rows behind it."""
    popover(
        "Why this number",
        ":material/help:",
        f"why-{key}",
        lambda: _explain(metric, relation, rows, key, label),
    )


def _explain(
    metric: str, relation: str, rows: pl.DataFrame | dict[str, Any], key: str, label: str
) -> None:
    frame = rows if isinstance(rows, pl.DataFrame) else pl.DataFrame([rows])
    st.text(label or name(metric))
    st.text(definition(metric))
    st.text("Model (the dbt model that defines it)")
    st.code(relation, language=None)
    dates = as_of_by_source()
    if dates:
        st.text("With events before: " + ", ".join(f"{s} {d}" for s, d in dates.items()))
    grid(frame.head(200), alt=f"Rows behind {name(metric)}", height="auto")
    csv_button(frame, publication_file_name(relation.split(".")[-1]), key=f"why-{key}")
