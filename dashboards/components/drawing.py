"""The one place that draws charts: with a text for those who cannot see, and never an empty one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, cast

import altair
import polars as pl
import streamlit as st
from altair.utils.schemapi import disable_debug_mode

from dashboards.components.wording import plain

Drawn = altair.Chart | altair.LayerChart | altair.HConcatChart | altair.VConcatChart
# Whether each chart is checked against the schema of Vega-Lite, here and while it is put together.
IS_CHECKED = "LOYALTY_CHECK_CHARTS" in os.environ
if not IS_CHECKED:
    disable_debug_mode()
# Columns that place or compare, but are no figure of the company.
_NOT_FIGURES = {"at", "band_lo", "band_hi"}


def draw(chart: Drawn, *, alt: str) -> None:
    """Draw a chart, read out as `alt`; with no figure in it, say `alt` instead of drawing."""
    if has_figures(chart):
        st.altair_chart(cast(altair.LayerChart, _Unchecked(chart)), alt=alt)
    else:
        st.info(plain(f"Not enough data to draw. {alt}"), icon=":material/info:")


class _Unchecked:
    """A chart that Streamlit sends without checking it against the schema of Vega-Lite.

    The checks were half the time of a page; the tests make them instead.
    """

    def __init__(self, chart: Drawn) -> None:
        self._chart = chart

    def to_dict(self) -> dict[str, Any]:
        """The chart as Vega-Lite, which is all that Streamlit asks of it."""
        return self._chart.to_dict(validate=IS_CHECKED)


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
