"""A chart as an SVG file for slides and documents, made when a reader asks for it.

Drawn as on a light page, whatever the reader's theme, and self-contained: no address outside of it,
no font to be loaded.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any
from xml.sax.saxutils import escape

import polars as pl

from dashboards.components.charts.layers import Layered
from dashboards.components.palette import DARK, LIGHT

WIDTH = 760
TITLE_HEIGHT = 34
# Vega-Lite of the Altair that the lock pins; a test compares them.
VEGA_LITE = "6.4"
FONT = "Helvetica, Arial, sans-serif"
_TEXTS = {
    "labelColor": LIGHT.ink,
    "titleColor": LIGHT.ink,
    "labelFontSize": 12,
    "titleFontSize": 12,
}
CONFIG: dict[str, Any] = {
    "background": LIGHT.paper,
    "font": FONT,
    "padding": 14,
    "view": {"stroke": None},
    "axis": {
        **_TEXTS,
        "gridColor": "#E5E7EB",
        "domainColor": LIGHT.neutral,
        "titleFontWeight": 400,
    },
    "legend": {**_TEXTS, "labelLimit": 260},
    "title": {"anchor": "start", "color": LIGHT.ink, "fontSize": 14, "offset": 12},
}


def svg(chart: Layered, title: str, text: str) -> str:
    """The chart as an SVG document, named `title` and described by `text`."""
    # Its engine takes some hundred megabytes, which only a server that saves charts should spend.
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(
        _light(written(chart, title)), vl_version=VEGA_LITE, config=CONFIG, allowed_base_urls=[]
    )
    head, rest = drawn.split(">", 1)
    said = f"<title>{escape(title)}</title><desc>{escape(text)}</desc>"
    return f"{head}>{said}{rest}"


def written(chart: Layered, title: str) -> dict[str, Any]:
    """The chart as Vega-Lite with its rows in it, as wide as half a slide."""
    frames = chart.frames()
    names = {id(frame): f"rows{place}" for place, frame in enumerate(frames)}
    return {
        **chart.written(lambda frame: names[id(frame)]),
        "datasets": {names[id(frame)]: _rows(frame) for frame in frames},
        "title": title,
        "width": WIDTH,
        "height": chart.height + TITLE_HEIGHT,
        "autosize": {"type": "fit", "contains": "padding"},
    }


def _rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON holds them: times as milliseconds, which no time zone shifts."""
    times = [name for name, kind in frame.schema.items() if kind.is_temporal()]
    return frame.with_columns(pl.col(times).cast(pl.Datetime("ms")).dt.epoch("ms")).to_dicts()


def _light(spec: dict[str, Any]) -> dict[str, Any]:
    """The chart in the colours of a light page, in its marks as in its rows."""
    text = json.dumps(spec)
    light = asdict(LIGHT)
    for part, colour in asdict(DARK).items():
        text = text.replace(f'"{colour}"', f'"{light[part]}"')
    recoloured: dict[str, Any] = json.loads(text)
    return recoloured
