"""'Why this number': definition, model, as-of, and the rows behind a figure."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards.components.publication import as_of_by_source
from dashboards.components.tables import csv_button, publication_file_name
from dashboards.components.wording import name
from dashboards.data import MissingData, query

_KEYS = ("metric", "kpi", "metric_name", "name")
_WORDS = ("definition", "description", "definition_text")


def definition(metric: str) -> str:
    """The published definition of a metric, or a note that there is none."""
    try:
        rows = query("definitions").to_dicts()
    except MissingData:
        rows = []
    for row in rows:
        if any(row.get(key) == metric for key in _KEYS):
            return next((str(row[w]) for w in _WORDS if row.get(w)), "")
    return "This publication holds no definition of this figure."


def why(
    metric: str, relation: str, rows: pl.DataFrame | dict[str, Any], *, key: str, label: str = ""
) -> None:
    """A popover that explains a figure and gives out the rows behind it."""
    frame = rows if isinstance(rows, pl.DataFrame) else pl.DataFrame([rows])
    with st.popover("Why this number", type="tertiary", icon=":material/help:", key=f"why-{key}"):
        st.text(label or name(metric))
        st.text(definition(metric))
        st.text("Model (the dbt model that defines it)")
        st.code(relation, language=None)
        dates = as_of_by_source()
        if dates:
            st.text("Data complete until: " + ", ".join(f"{s} {d}" for s, d in dates.items()))
        st.dataframe(frame.head(200), hide_index=True, alt=f"Rows behind {name(metric)}")
        csv_button(frame, publication_file_name(relation.split(".")[-1]), key=f"why-{key}")
