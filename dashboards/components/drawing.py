"""The one place that draws charts: with a text for those who cannot see, and never an empty one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import altair
import polars as pl
import streamlit as st

from dashboards.components.wording import plain

Drawn = altair.Chart | altair.LayerChart | altair.HConcatChart | altair.VConcatChart
# Columns that place or compare, but are no figure of the company.
_NOT_FIGURES = {"at", "band_lo", "band_hi"}


def draw(chart: Drawn, *, alt: str) -> None:
    """Draw a chart, read out as `alt`; with no figure in it, say `alt` instead of drawing."""
    if has_figures(chart):
        st.altair_chart(chart, alt=alt)
    else:
        st.info(plain(f"Not enough data to draw. {alt}"), icon=":material/info:")


def has_figures(chart: Drawn) -> bool:
    """Whether any number in the rows of a chart's layers is known."""
    return any(
        frame[name].null_count() < frame.height
        for frame in _frames(chart)
        for name, kind in frame.schema.items()
        if kind.is_numeric() and name not in _NOT_FIGURES
    )


def _frames(chart: Any) -> Iterator[pl.DataFrame]:
    """The rows of a chart and of the charts in it."""
    if isinstance(getattr(chart, "data", None), pl.DataFrame):
        yield chart.data
    for kind in ("layer", "vconcat", "hconcat", "concat"):
        inner = getattr(chart, kind, None)
        for one in inner if isinstance(inner, list) else []:
            yield from _frames(one)
