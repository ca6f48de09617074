"""Every cohort at a glance: a heat map of retention, by class or by horizon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import retention_view, rows, wording
from dashboards.components.charts import heat_map
from dashboards.components.drawing import draw
from dashboards.components.filters import pick, preferred
from dashboards.components.folded import folded_table
from dashboards.components.palette import CLASSES, look
from dashboards.components.states import nothing
from dashboards.components.tables import publication_file_name
from dashboards.components.why import why
from dashboards.data import query

Row = Mapping[str, Any]
COLUMNS = {"nps_class": "NPS class", "horizon_months": "Months since the start"}
LIMIT = 24
HEAT_NAMES = {"all": "All", "no_response": "Silent", "not_surveyed": "Not asked"}


def page() -> None:
    """What to compare, the map, its rows."""
    frame = query("retention_heat")
    if nothing(frame, "No cohort is published yet."):
        return
    first, second, third = st.columns(3)
    with first:
        across = pick("Columns", list(COLUMNS), "across", words=lambda key: COLUMNS[key])
    with second:
        if across == "nps_class":
            options = frame["horizon_months"].unique().sort().to_list()
            fixed = pick(
                "Horizon of the map",
                options,
                "heat_horizon",
                default=_longest_complete(frame),
                words=lambda months: f"{months} months later",
            )
        else:
            known = set(frame["nps_class"].to_list())
            options = [c for c in ["all", *CLASSES[:5]] if c in known]
            fixed = pick("Class", options, "heat_class", default=preferred(options, "all"))
    with third:
        measure = pick("Figure", ["grr", "nrr"], "heat", words=retention_view.measure_name)
    other = "horizon_months" if across == "nps_class" else "nps_class"
    show_map(frame.filter(pl.col(other) == fixed), across, measure)


def _longest_complete(frame: pl.DataFrame) -> int | None:
    start = retention_view.latest_cohort(frame)
    return start[1] if start else None


def show_map(frame: pl.DataFrame, across: str, measure: str) -> None:
    """The map of the newest cohorts, what its marks mean, every row as a table."""
    begun = frame.filter(pl.col("is_mature"))
    if nothing(begun, "No cohort has waited long enough to be drawn."):
        return
    dates = begun["cohort_date"].unique().sort(descending=True).to_list()
    young = frame["cohort_date"].n_unique() - len(dates)
    shown = frame.filter(pl.col("cohort_date").is_in(dates[:LIMIT]))
    cells = _cells(shown, across, measure)
    draw(
        heat_map(cells, look(), COLUMNS[across]),
        key="cohorts",
        alt=f"{retention_view.MEASURES[measure]} by cohort and {COLUMNS[across]}: "
        + "; ".join(f"{c['row']}, {c['column']}: {c['text']}" for c in cells.to_dicts()[:30]),
    )
    cut = f"The newest {LIMIT} of {len(dates)} cohorts; the table has all. " * (len(dates) > LIMIT)
    waits = f"{young} younger cohorts must wait and have no figure yet. " * (young > 0)
    st.caption(
        f"{cut}{waits}The darker, the more revenue was kept. ~ rests on few accounts. "
        "'not yet': the time is not over, so there is no figure. "
        "Neighbouring cohorts share most of their accounts."
    )
    folded_table(
        "Every cohort as a table",
        frame,
        publication_file_name("retention_by_nps_class"),
        key="heat",
    )
    why(measure, "marts.retention_by_nps_class", frame, key="heat")


def _cells(frame: pl.DataFrame, across: str, measure: str) -> pl.DataFrame:
    """One cell per cohort and column, in the order in which they are drawn."""
    listed = sorted(
        frame.to_dicts(), key=lambda row: (-row["cohort_date"].toordinal(), _place(row, across))
    )
    return pl.DataFrame(
        {
            "row": [f"{row['cohort_date']:%b %Y}" for row in listed],
            "column": [_heading(row, across) for row in listed],
            "value": [row[measure] for row in listed],
            "cell": [_cell(row, measure) for row in listed],
            "text": [rows.retention_reading(row, measure) for row in listed],
        },
        schema_overrides={"value": pl.Float64},
    )


def _place(row: Row, across: str) -> int:
    if across == "horizon_months":
        return int(row["horizon_months"])
    return CLASSES.index(row["nps_class"]) if row["nps_class"] in CLASSES else len(CLASSES)


def _heading(row: Row, across: str) -> str:
    if across == "horizon_months":
        return str(row["horizon_months"])
    return HEAT_NAMES.get(str(row["nps_class"]), wording.name(row["nps_class"]))


def _cell(row: Row, measure: str) -> str:
    if row[measure] is None:
        return "–" if row["is_mature"] else "not yet"
    few = "~" if row["flag"] != "ok" else ""
    return f"{few}{wording.percent(row[measure], 0)}"
