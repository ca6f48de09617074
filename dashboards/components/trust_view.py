"""Where the figures come from and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import wording
from dashboards.components.folded import fold
from dashboards.components.publication import as_of_by_source, facts
from dashboards.components.states import nothing
from dashboards.components.tables import csv_button, publication_file_name, table
from dashboards.data import query

HIDDEN = ("original_text",)


def about() -> None:
    """Publication, build time, code, and until when each source is complete."""
    known = facts()
    if not known:
        st.info("This publication does not say where it comes from.", icon=":material/info:")
        return
    columns = st.columns(3)
    for column, (label, value) in zip(
        columns,
        [
            ("Publication", str(known.get("publication_id"))[:12]),
            ("Built", wording.moment(known.get("built_at"))),
            ("Company", "fictional sample" if known.get("is_sample") else "real data"),
        ],
        strict=True,
    ):
        with column, st.container(border=True):
            st.caption(label)
            st.markdown(f"**{wording.plain(value)}**")
    dates = as_of_by_source()
    if dates:
        st.markdown("**Events before these days are in the figures**")
        st.markdown(
            "  \n".join(wording.plain(f"{source}: {date}") for source, date in dates.items())
        )
    fold("All of meta.publication", "publication", _everything, known)


def _everything(known: Mapping[str, Any]) -> None:
    for key, value in known.items():
        st.text(f"{wording.name(key)}: {value}")


def listing(name: str, empty: str, key: str, relation: str) -> None:
    """A quality relation as it is; the original text of rejected rows is never shown."""
    frame = query(name)
    if nothing(frame, empty):
        return
    shown = frame.drop([column for column in HIDDEN if column in frame.columns])
    table(shown, publication_file_name(key), key=key)
    st.caption(f"Every row of {wording.plain(relation)}.")


def check_sentence() -> str:
    """How many checks passed, from `quality.check_results`."""
    frame = query("checks")
    if frame.is_empty():
        return "No check results are published."
    failed = frame.filter(~pl.col("is_passed")).height
    if failed:
        return f"{failed:,} of {frame.height:,} checks did not pass; see the list."
    return f"All {frame.height:,} checks passed."


def definitions() -> None:
    """What every figure means."""
    frame = query("definitions")
    if not nothing(frame, "This publication holds no definitions."):
        for row in frame.to_dicts():
            st.markdown(
                f"**{wording.plain(wording.name(row['metric']))}.** {wording.plain(row['words'])} "
                f"({wording.plain(row['relation'])})"
            )
        csv_button(frame, publication_file_name("metric_definitions"), key="definitions")
