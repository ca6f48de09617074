"""What readers of the last publication must know: what changed, and what contradicts itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components.folded import folded_table
from dashboards.components.tables import publication_file_name
from dashboards.components.why import why
from dashboards.components.wording import dates_in_words, day, plain
from dashboards.data import query

Row = Mapping[str, Any]
LISTED = 8


def red_flags(card_rows: pl.DataFrame) -> Sequence[Row]:
    """Figures of the scorecard that contradict what the program promises."""
    if "is_red_flag" not in card_rows.columns:
        return []
    return card_rows.filter(pl.col("is_red_flag").fill_null(False)).to_dicts()


def show_red_flags(card_rows: pl.DataFrame) -> None:
    """Each red flag with its reason, before any figure; nothing when there is none."""
    for row in red_flags(card_rows):
        st.error(
            f"**Red flag: {plain(row['label'])}.** {plain(_sentence(row['red_flag_reason']))}",
            icon=":material/flag:",
        )


def _sentence(reason: object) -> str:
    text = str(reason or "It contradicts what the program promises").strip(" .")
    return f"{text[:1].upper()}{text[1:]}."


def show() -> None:
    """What moved by more than noise or was restated since the publication before."""
    frame = query("figure_changes")
    if frame.is_empty():
        st.caption(
            "This is the first publication of this company, or nothing was published before with "
            "which it could be compared."
        )
        return
    st.markdown(plain(summary(frame)))
    news = frame.filter(pl.col("is_beyond_noise") | pl.col("is_restated"))
    for row in news.head(LISTED).to_dicts():
        st.markdown(f"- {plain(mark(row))} {plain(dates_in_words(row['words']))}")
    if news.height > LISTED:
        st.caption(f"{news.height - LISTED} more in the table.")
    folded_table(
        f"All {frame.height} figures compared",
        frame,
        publication_file_name("figure_changes"),
        key="changes",
    )
    why("figure_change", "meta.figure_changes", frame, key="changes")


def mark(row: Row) -> str:
    """A shape for the kind of change: restated, up, down."""
    if row["is_restated"]:
        return "↻ Restated:"
    return "▲" if (row["change"] or 0) > 0 else "▼"


def summary(frame: pl.DataFrame) -> str:
    """How many figures changed by more than noise since when."""
    beyond = frame.filter(pl.col("is_beyond_noise") & ~pl.col("is_restated")).height
    restated = frame.filter(pl.col("is_restated")).height
    start = f"Since the publication of {day(frame['previous_built_at'][0])}, "
    text = (
        f"{beyond} of {frame.height} figures moved by more than noise"
        if beyond
        else (f"none of {frame.height} figures moved by more than noise")
    )
    if restated:
        were = "figure of the past was" if restated == 1 else "figures of the past were"
        text += f", and {restated} {were} restated"
    return f"{start}{text}."
