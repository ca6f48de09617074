"""Whether those who answer speak for those who were asked, and who is never asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import rows, survey_words, wording
from dashboards.components.charts import Series, interval_chart, series_chart
from dashboards.components.charts.intervals import GRR, NPS, SHARE, Scale
from dashboards.components.drawing import draw
from dashboards.components.filters import pick
from dashboards.components.folded import folded_table
from dashboards.components.palette import look
from dashboards.components.states import part
from dashboards.components.tables import publication_file_name
from dashboards.components.why import why

Row = Mapping[str, Any]
QUARTERS = "Q%q %Y"
ARR = {"Of accounts that were asked": "invited_arr_share", "That answered": "responded_arr_share"}
TICKETS = {
    "Accounts that were asked": "open_ticket_rate_invited",
    "Accounts that were not": "open_ticket_rate_not_invited",
}


def quarter_words(quarter: dt.date) -> str:
    """`Q2 2026`."""
    return wording.period(quarter, "quarter")


def selectivity(frame: pl.DataFrame) -> None:
    """One quarter's figures, and who was not asked."""
    row = cards(frame)
    with part("Who is not asked?"):
        not_asked(row, frame)


def cards(frame: pl.DataFrame) -> Row:
    """Choice of quarter, and its figures of selectivity; gives the chosen row."""
    quarters = frame["quarter"].to_list()[::-1]
    quarter = pick("Quarter", quarters, "quarter", words=quarter_words)
    row = frame.filter(pl.col("quarter") == quarter).row(0, named=True)
    sample = (
        f"{wording.whole(row['responding_people'])} of {wording.whole(row['invited_people'])} "
        "people answered"
    )
    even = "—" if row["r_indicator"] is None else f"{row['r_indicator']:.3f}"
    bias = (
        "not known"
        if row["max_bias"] is None
        else f"{wording.points(row['max_bias'], 1).lstrip('+')} points"
    )
    few = row["flag"] != "ok"
    shown = [
        ("R-indicator", even, "1 means that every group answers alike; lower is more selective"),
        ("Largest bias of NPS", bias, "that this selectivity allows, in either direction"),
        ("Weighted minus raw NPS", survey_words.weighting(row), "weighted for ARR band and tenure"),
    ]
    for column, (label, value, note) in zip(st.columns(3), shown, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.metric(label, wording.plain(value))
            lines = [note, sample, quarter_words(quarter)]
            lines += ["○ too few answers to rely on"] if few else []
            st.caption("  \n".join(wording.plain(line) for line in lines))
    st.caption("These three describe everybody who was asked: no interval is published for them.")
    return row


def retention(row: Row | None) -> None:
    """Later gross retention of those who answered and those who did not, with intervals."""
    if row is None:
        st.info(survey_words.later_retention(row), icon=":material/info:")
        return
    st.markdown(wording.plain(f"Accounts asked in {quarter_words(row['quarter'])}."))
    colours = look()
    names = {"respondent": "Answered", "nonrespondent": "Did not answer"}
    drawn = rows.chart_rows(
        {
            "label": names[group],
            "value": row[f"{group}_grr"],
            "lo": row[f"{group}_grr_lo"],
            "hi": row[f"{group}_grr_hi"],
            "colour": colour,
            "shape": shape,
            "is_solid": True,
            "text": _grr(row, group),
        }
        for group, colour, shape in (
            ("respondent", colours.main, "circle"),
            ("nonrespondent", "#CC79A7", "diamond"),
        )
    )
    draw(
        interval_chart(drawn, GRR.around(drawn, 0.1), colours),
        key="later-retention",
        alt="Later retention: " + "; ".join(f"{r['label']} {r['text']}" for r in drawn.to_dicts()),
    )
    st.caption(
        "Gross revenue retention over the 12 months after the quarter, with 95% intervals. Billing "
        "is known for everybody, so this is the strongest test of who is unheard. The axis is cut."
    )


def _grr(row: Row, group: str) -> str:
    accounts = f"{wording.whole(row[f'{group}_accounts'])} accounts"
    if row[f"{group}_grr_lo"] is None:
        return f"{wording.percent(row[f'{group}_grr'])}, {accounts}"
    span = " to ".join(wording.percent(row[f"{group}_grr_{end}"], 0) for end in ("lo", "hi"))
    return f"{wording.percent(row[f'{group}_grr'])} ({span}), {accounts}"


def weighting(frame: pl.DataFrame) -> None:
    """NPS as answered and weighted for non-response, quarter by quarter."""
    pairs = {"As answered": "nps", "Weighted for non-response": "nps_weighted"}
    line = long(
        frame.rename({"period_start": "at"}),
        pairs,
        lambda row, column: (
            f"{wording.points(row[column])} ({wording.points(row[f'{column}_lo'])} to "
            f"{wording.points(row[f'{column}_hi'])}), n = {wording.whole(row['n_responses'])}"
        ),
        bounds=True,
    )
    _draw(line, list(pairs), NPS.around(line, 20), "NPS as answered and weighted by quarter")
    st.caption("Bands are 95% intervals. Where the lines part, some groups answer more.")
    folded_table(
        "Every quarter as a table",
        frame[::-1],
        publication_file_name("nps_weighted"),
        key="weighting",
    )
    why("nps_weighted", "marts.nps_by_segment", frame, key="weighting")


def not_asked(row: Row, frame: pl.DataFrame) -> None:
    """Who is invited and who is not: share of revenue, and open support tickets."""
    st.markdown(wording.plain(survey_words.not_asked(row)))
    left, right = st.columns(2)
    with left:
        shares(frame, ARR, "Share of ARR")
    with right:
        shares(frame, TICKETS, "Share with an open ticket")


def shares(frame: pl.DataFrame, pairs: Mapping[str, str], title: str) -> None:
    """Two published shares, quarter by quarter."""
    line = long(
        frame.rename({"quarter": "at"}), pairs, lambda row, column: wording.percent(row[column])
    )
    if line["value"].null_count() == line.height:
        st.info("Not known for this survey and program.", icon=":material/info:")
        return
    scale = Scale(title, 0, 1, SHARE.labels).around(line, 0.1)
    _draw(line, list(pairs), scale, title)


def long(
    frame: pl.DataFrame,
    pairs: Mapping[str, str],
    text: Callable[[Row, str], str],
    *,
    bounds: bool = False,
) -> pl.DataFrame:
    """One row per quarter and series of: at, label, name, value, text, and bounds if wanted."""
    listed = [
        {
            "at": row["at"],
            "label": quarter_words(row["at"]),
            "name": name,
            "value": row[column],
            "text": text(row, column),
            **({end: row[f"{column}_{end}"] for end in ("lo", "hi")} if bounds else {}),
        }
        for name, column in pairs.items()
        for row in frame.to_dicts()
        if row[column] is not None
    ]
    if not listed:
        return pl.DataFrame(schema={"at": pl.Date, "name": pl.String, "value": pl.Float64})
    return pl.DataFrame(listed, infer_schema_length=None)


def _draw(line: pl.DataFrame, names: list[str], scale: Scale, title: str) -> None:
    draw(
        series_chart(line, Series(names, QUARTERS), scale, look()),
        key="-".join(title.lower().split()),
        alt=f"{title}: "
        + "; ".join(f"{r['name']}, {r['label']}: {r['text']}" for r in line.to_dicts()),
    )
