"""Tables with a download. Texts in them are shown as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import polars as pl
import streamlit as st

from dashboards.components.columns import config, in_words
from dashboards.components.wording import name
from dashboards.data import current

SHORT = 25
Height = Literal["content", "auto"]


def csv_button(frame: pl.DataFrame, file_name: str, *, key: str) -> None:
    """Offer the rows exactly as published (UTF-8 CSV, fractions not per cents)."""
    st.download_button(
        "Download CSV",
        lambda: frame.write_csv(),
        file_name=f"{file_name}.csv",
        mime="text/csv",
        key=f"csv-{key}",
        on_click="ignore",
        icon=":material/download:",
    )


def grid(
    frame: pl.DataFrame,
    *,
    alt: str,
    columns: Mapping[str, Any] | None = None,
    height: Height = "content",
) -> None:
    """Show rows as people read them; `columns` overrides how a column is named and looks."""
    st.dataframe(
        in_words(frame),
        height=height,
        hide_index=True,
        placeholder="—",
        alt=alt,
        column_config={**config(frame), **(columns or {})},
    )


def table(
    frame: pl.DataFrame,
    file_name: str,
    *,
    columns: Mapping[str, Any] | None = None,
    alt: str | None = None,
    key: str | None = None,
    limit: int = 1000,
) -> None:
    """Show rows and offer all of them as CSV; long tables are cut on screen only, and say so."""
    height: Height = "content" if frame.height <= SHORT else "auto"
    grid(frame.head(limit), alt=alt or name(file_name), columns=columns, height=height)
    if frame.height > limit:
        st.caption(f"The first {limit:,} of {frame.height:,} rows; the download holds all.")
    csv_button(frame, file_name, key=key or file_name)


def number_column(label: str, form: str = "%.1f", note: str | None = None) -> Any:
    """A number with a fixed form."""
    return st.column_config.NumberColumn(label, format=form, help=note)


def publication_file_name(relation: str) -> str:
    """A file name that tells which publication the rows come from."""
    stem = current().path.rsplit("/", 1)[-1].removesuffix(".duckdb")
    return f"{relation}_{stem[:12]}"
