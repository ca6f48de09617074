"""Whether people are asked too often, and who must not be asked now."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components import survey_words, wording
from dashboards.components.charts import Series, series_chart
from dashboards.components.charts.intervals import SHARE, Scale
from dashboards.components.drawing import draw
from dashboards.components.folded import folded_table
from dashboards.components.palette import look
from dashboards.components.tables import publication_file_name
from dashboards.components.why import why

TOO_SOON = Scale("Share of delivered invitations", 0, 1, SHARE.labels, line=0)


def show(frame: pl.DataFrame) -> None:
    """Invitations that came too soon, month by month, over all programs and tools."""
    newest = frame.row(-1, named=True)
    st.markdown(wording.plain(survey_words.fatigue(newest)))
    line = frame.select(
        pl.col("month").alias("at"),
        pl.Series("label", [f"{m:%b %Y}" for m in frame["month"]]),
        pl.lit("Less than 30 days after another").alias("name"),
        pl.col("violation_rate").alias("value"),
        pl.Series(
            "text",
            [
                f"{wording.percent(r['violation_rate'])}, {wording.whole(r['violations'])} of "
                f"{wording.whole(r['delivered'])} delivered"
                for r in frame.to_dicts()
            ],
        ),
    )
    draw(
        series_chart(
            line,
            Series(["Less than 30 days after another"]),
            TOO_SOON.around(line, 0.05),
            look(),
        ),
        key="too-soon",
        alt="Invitations too soon: "
        + "; ".join(f"{r['label']} {r['text']}" for r in line.tail(12).to_dicts()),
    )
    st.caption(
        "All programs, survey types and tools together, by month of sending. A count of every "
        "delivery, not a sample, so there is no interval."
    )
    folded_table(
        "Every month as a table",
        frame[::-1],
        publication_file_name("survey_fatigue"),
        key="fatigue",
    )
    why("survey_fatigue", "marts.survey_fatigue", frame, key="fatigue")
