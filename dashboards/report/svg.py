"""Charts of the report as inline SVG: the same rows as on screen, drawn for paper."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dashboards.components.charts.intervals import Scale
from dashboards.components.palette import LIGHT
from dashboards.report.markup import Markup, node

Row = Mapping[str, Any]
WIDTH = 720
LABELS = 112
READINGS = 290
LINE = 30
PATHS = {
    "circle": "M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0",
    "square": "M-4.5,-4.5h9v9h-9z",
    "triangle-down": "M-5.5,-4h11l-5.5,9z",
    "diamond": "M0,-6l6,6l-6,6l-6,-6z",
    "cross": "M-5,-1.7h3.3v-3.3h3.4v3.3h3.3v3.4h-3.3v3.3h-3.4v-3.3h-3.3z",
}


def intervals(
    rows: Sequence[Row], scale: Scale, write: Callable[[float], str], title: str
) -> Markup:
    """Rows of `interval_chart`: label, value, lo, hi, colour, shape, is_solid, text; bands."""
    right = WIDTH - READINGS
    x = _axis(scale.low, scale.high, LABELS, right)
    height = LINE * len(rows)
    drawn = [*_grid(scale, x, height, write)]
    for place, row in enumerate(rows):
        middle = LINE * place + LINE / 2
        if row.get("band_lo") is not None:
            drawn.append(
                _span(x, row["band_lo"], row["band_hi"], middle, LIGHT.claim, width=16, opacity=0.3)
            )
        drawn.append(_text(LABELS - 10, middle + 4, row["label"], anchor="end"))
        if row["lo"] is not None and row["hi"] is not None:
            drawn.append(_span(x, row["lo"], row["hi"], middle, row["colour"]))
        if row["value"] is not None:
            drawn.append(_mark(x(float(row["value"])), middle, row))
        drawn.append(_text(right + 12, middle + 4, row["text"]))
    return _image(drawn, height + 30, title, [f"{row['label']}: {row['text']}" for row in rows])


def trend(rows: Sequence[Row], scale: Scale, write: Callable[[float], str], title: str) -> Markup:
    """Rows of `trend`: label, value, lo, hi, is_solid, text, in order of time."""
    known = [row for row in rows if row["value"] is not None]
    top, bottom, left, right = 12, 200, 60, WIDTH - 40
    step = (right - left) / max(1, len(known) - 1)
    y = _axis(scale.low, scale.high, bottom, top)
    places = [left + step * place for place in range(len(known))]
    drawn = []
    for value in _ticks(scale.low, scale.high):
        drawn.append(_rule(left, y(value), right, y(value), "#E2E4E9"))
        drawn.append(_text(left - 8, y(value) + 4, write(value), anchor="end"))
    band = [(x, row) for x, row in zip(places, known, strict=True) if row["lo"] is not None]
    if len(band) > 1:
        edge = [(x, y(row["hi"])) for x, row in band] + [(x, y(row["lo"])) for x, row in band[::-1]]
        drawn.append(node("polygon", points=_points(edge), fill=LIGHT.main, fill_opacity="0.18"))
    line = [(x, y(row["value"])) for x, row in zip(places, known, strict=True)]
    drawn.append(
        node("polyline", points=_points(line), fill="none", stroke=LIGHT.main, stroke_width=2)
    )
    every = max(1, -(-len(known) // 8))
    for place, ((x, height), row) in enumerate(zip(line, known, strict=True)):
        drawn.append(_mark(x, height, {**row, "shape": "circle", "colour": LIGHT.main}))
        if (len(known) - 1 - place) % every == 0:
            drawn.append(_text(x, bottom + 20, row["label"], anchor="middle"))
    return _image(drawn, bottom + 30, title, [f"{row['label']}: {row['text']}" for row in known])


def _image(parts: Sequence[Markup], height: float, title: str, readings: Sequence[str]) -> Markup:
    return node(
        "svg",
        node("title", title),
        node("desc", "; ".join(readings)),
        *parts,
        viewBox=f"0 0 {WIDTH} {height:.0f}",
        role="img",
        aria_label=title,
    )


def _axis(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    """Where a value is drawn; what lies outside is drawn at the edge."""

    def place(value: float) -> float:
        inside = min(max(float(value), low), high)
        return round(start + (end - start) * (inside - low) / (high - low), 1)

    return place


def _ticks(low: float, high: float) -> list[float]:
    """About five round numbers from low to high."""
    raw = (high - low) / 5
    size = 10 ** math.floor(math.log10(raw))
    step = next(s * size for s in (1, 2, 2.5, 5, 10) if s * size >= raw * 0.999)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(step * count, 10) for count in range(first, last + 1)]


def _grid(
    scale: Scale, x: Callable[[float], float], height: float, write: Callable[[float], str]
) -> list[Markup]:
    drawn = []
    for value in _ticks(scale.low, scale.high):
        drawn.append(_rule(x(value), 0, x(value), height, "#E2E4E9"))
        drawn.append(_text(x(value), height + 18, write(value), anchor="middle"))
    if scale.line is not None and scale.low <= scale.line <= scale.high:
        drawn.append(_rule(x(scale.line), 0, x(scale.line), height, LIGHT.muted, dash="4 3"))
    return drawn


def _rule(
    x1: float, y1: float, x2: float, y2: float, colour: str, dash: str | None = None
) -> Markup:
    return node("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_dasharray=dash)


def _span(
    x: Callable[[float], float],
    low: float,
    high: float,
    middle: float,
    colour: str,
    *,
    width: float = 3,
    opacity: float = 0.8,
) -> Markup:
    return node(
        "rect",
        x=x(low),
        y=middle - width / 2,
        width=max(1.0, round(x(high) - x(low), 1)),
        height=width,
        fill=colour,
        fill_opacity=opacity,
    )


def _mark(x: float, y: float, row: Row) -> Markup:
    colour = str(row["colour"])
    return node(
        "path",
        d=PATHS.get(str(row["shape"]), PATHS["circle"]),
        transform=f"translate({x},{y})",
        fill=colour if row["is_solid"] else "#FFFFFF",
        stroke=colour,
        stroke_width=2,
    )


def _text(x: float, y: float, text: object, anchor: str = "start") -> Markup:
    return node("text", text, x=x, y=y, text_anchor=anchor)


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
