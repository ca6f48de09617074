"""The one place that draws charts: with a text for those who cannot see, and never an empty one."""

from __future__ import annotations

import hashlib
import io
import os
import re
from functools import partial

import altair
import polars as pl
import streamlit as st
from altair.utils.schemapi import disable_debug_mode

from dashboards.components import image
from dashboards.components.charts.layers import Layered
from dashboards.components.gate import shown_page
from dashboards.components.publication import built_on
from dashboards.components.wording import plain

# Whether each chart is checked against the schema of Vega-Lite, here and while it is put together:
# the checks were half the time of a page; the tests make them instead.
IS_CHECKED = "LOYALTY_CHECK_CHARTS" in os.environ
if not IS_CHECKED:
    disable_debug_mode()
# Columns that place or compare, but are no figure of the company.
_NOT_FIGURES = {"at", "band_lo", "band_hi"}


def draw(chart: Layered, *, key: str, alt: str) -> None:
    """Draw a chart, read out as `alt`; with no figure in it, say `alt` instead of drawing.

    key: what tells the chart apart on its page, and names the file that it is saved to. The words
    of `alt` up to its first colon or full stop are the chart's title.
    """
    if not has_figures(chart):
        st.info(plain(f"Not enough data to draw. {alt}"), icon=":material/info:")
        return
    rows = {id(frame): _arrow(frame) for frame in chart.frames()}
    names = {one: hashlib.blake2b(rows[one], digest_size=8).hexdigest() for one in rows}
    spec = chart.written(lambda frame: names[id(frame)])
    if IS_CHECKED:
        altair.LayerChart.validate(spec)
    datasets = {names[one]: rows[one] for one in rows}
    with st.container(gap=None):
        st.vega_lite_chart(spec={**spec, "datasets": datasets}, alt=alt)
        _save(chart, key, alt)


def _save(chart: Layered, key: str, alt: str) -> None:
    """Offer the chart as SVG, which is made when somebody asks for it."""
    title = re.split(r": |\. ", alt, maxsplit=1)[0]
    st.download_button(
        f":small[SVG of {plain(title)}]",
        partial(image.svg, chart, title, alt),
        file_name="_".join(part for part in (shown_page(), key, built_on()) if part) + ".svg",
        mime="image/svg+xml",
        key=f"svg-{key}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def _arrow(frame: pl.DataFrame) -> bytes:
    """Rows as a stream of Arrow, in types that every browser's reader knows."""
    stream = io.BytesIO()
    frame.write_ipc_stream(stream, compat_level=pl.CompatLevel.oldest())
    return stream.getvalue()


def has_figures(chart: Layered) -> bool:
    """Whether any number in the rows of a chart's layers is known."""
    return any(
        frame[name].null_count() < frame.height
        for frame in chart.frames()
        for name, kind in frame.schema.items()
        if kind.is_numeric() and name not in _NOT_FIGURES
    )
