"""Charts saved as SVG: valid, described, self-contained, and offered beside each chart."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import altair
import marts_fixture
import polars as pl
import pytest
import vl_convert
from streamlit.testing.v1 import AppTest
from test_pages import PAGES

from dashboards.components import image
from dashboards.components.charts import interval_chart, trend
from dashboards.components.charts.intervals import NPS
from dashboards.components.charts.layers import Layered
from dashboards.components.palette import DARK, LIGHT

Open = Callable[..., AppTest]
SVG = "{http://www.w3.org/2000/svg}"
ALT = 'NPS of <b>Retail</b> & "others": May 2026 +24; June 2026 +31'


def line() -> Layered:
    """A trend in the colours of a dark page, one point of it hollow."""
    frame = pl.DataFrame(
        {
            "at": [dt.date(2026, 5, 1), dt.date(2026, 6, 1)],
            "label": ["May 2026", "Jun 2026"],
            "value": [24.0, 31.0],
            "lo": [20.0, 25.0],
            "hi": [28.0, 37.0],
            "is_solid": [True, False],
            "text": ["+24", "+31"],
        }
    )
    return trend(frame, NPS, DARK)


def rows() -> Layered:
    """Estimates whose colour stands in their rows."""
    frame = pl.DataFrame(
        {
            "label": ["<b>Retail</b> & $Co$"],
            "value": [24.0],
            "lo": [20.0],
            "hi": [28.0],
            "colour": [DARK.main],
            "shape": ["circle"],
            "is_solid": [True],
            "text": ["+24"],
        }
    )
    return interval_chart(frame, NPS, DARK)


@pytest.mark.parametrize("chart", [line(), rows()], ids=["line", "rows"])
def test_a_saved_chart_is_whole_described_and_light(chart: Layered) -> None:
    text = image.svg(chart, "NPS of Retail", ALT)
    root = ElementTree.fromstring(text)
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert [child.text for child in root][:2] == ["NPS of Retail", ALT]
    assert image.WIDTH <= float(root.attrib["width"]) <= image.WIDTH + 40
    assert root.find(f"{SVG}rect").attrib["fill"] == LIGHT.paper
    assert LIGHT.main in text
    assert DARK.main not in text
    assert DARK.ink not in text
    assert set(re.findall(r'font-family="([^"]*)"', text)) == {image.FONT}
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"', text)]
    assert min(sizes) >= 11
    shown = {element.text for element in root.iter(f"{SVG}text")}
    assert "NPS of Retail" in shown
    assert {"May 2026", "Jun 2026"} <= shown or "<b>Retail</b> & $Co$" in shown


@pytest.mark.parametrize("chart", [line(), rows()], ids=["line", "rows"])
def test_a_saved_chart_needs_nothing_from_outside(chart: Layered) -> None:
    text = image.svg(chart, "NPS", ALT)
    root = ElementTree.fromstring(text)
    assert not {e.tag for e in root.iter()} & {
        f"{SVG}{t}" for t in ("image", "script", "style", "a")
    }
    assert not [v for e in root.iter() for k, v in e.attrib.items() if "href" in k]
    assert {url[:1] for url in re.findall(r"url\(([^)]*)\)", text)} <= {"#"}
    assert set(re.findall(r"https?://[^\"\s]+", text)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_charts_are_saved_by_the_vega_lite_that_they_are_written_for() -> None:
    assert altair.SCHEMA_URL.rsplit("/v", 1)[1].startswith(f"{image.VEGA_LITE}.")
    assert image.VEGA_LITE in vl_convert.get_vegalite_versions()


@pytest.mark.parametrize("page", PAGES)
def test_each_chart_can_be_saved(open_page: Open, home: Path, page: str) -> None:
    marts_fixture.build(home)
    app = open_page(page)
    charts = app.get("vega_lite_chart")
    buttons = [b.proto for b in app.get("download_button") if "-svg-" in b.proto.id]
    titles = [re.split(r": |\. ", chart.proto.alt, maxsplit=1)[0] for chart in charts]
    said = [button.label.replace("\\", "") for button in buttons]
    assert said == [f":small[SVG of {title}]" for title in titles]
    assert len(set(said)) == len(said)
    assert all(button.ignore_rerun for button in buttons)
