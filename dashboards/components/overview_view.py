"""The overview's headline, retention and revenue, each from published rows."""

from __future__ import annotations

import streamlit as st

from dashboards import access
from dashboards.components import nps_view, retention_view, scorecard, sentences
from dashboards.components.charts import waterfall_history
from dashboards.components.drawing import draw
from dashboards.components.palette import look
from dashboards.components.states import nothing
from dashboards.components.tables import publication_file_name
from dashboards.components.why import why
from dashboards.components.wording import day, plain
from dashboards.data import MissingData, query


def headline() -> list[str]:
    """The state of things in up to three sentences, each from a published row."""
    said = [sentences.nps(nps_view.headline())]
    try:
        cohorts = query("retention_cohorts")
        start = retention_view.latest_cohort(cohorts)
        if start:
            where = retention_view.at(*start)
            classes = query("retention_classes", segment_dimension="all", **where).to_dicts()
            said.append(sentences.retention(classes, query("retention_gaps", **where).to_dicts()))
    except MissingData:
        pass
    said.append(sentences.verdict_in_short(scorecard.row_of("cost_per_prevented_dollar")))
    return [sentence for sentence in said if sentence]


def show_retention() -> None:
    """GRR and NRR by class of the newest complete cohort, beside the articles' claims."""
    start = retention_view.latest_cohort(query("retention_cohorts"))
    if start is None:
        st.info("No cohort is complete yet.", icon=":material/info:")
        return
    classes = query("retention_classes", segment_dimension="all", **retention_view.at(*start))
    st.markdown(plain(f"Accounts paying on {day(start[0])}, {start[1]} months later."))
    left, right = st.columns(2)
    for column, measure in ((left, "grr"), (right, "nrr")):
        with column:
            st.markdown(f"**{plain(retention_view.MEASURES[measure])}**")
            retention_view.class_chart(classes, measure)
    why("grr", "marts.retention_by_nps_class", classes, key="retention")


def show_waterfall() -> None:
    """The last two years of recurring revenue, month by month."""
    frame = query("waterfall")
    if not nothing(frame, "No month-end of recurring revenue is published yet."):
        recent = frame.sort("month_end_date").tail(24)
        draw(waterfall_history(recent, look()), key="mrr-months", alt="Monthly movements of MRR")
        why("mrr_movement", "marts.mrr_waterfall", recent, key="waterfall")


def report_button() -> None:
    """The board report of what this reader may see, made when it is asked for."""
    from dashboards.report.document import document

    pages = {page.key for page in access.decide().pages}
    st.download_button(
        "Board report",
        lambda: document(pages),
        file_name=f"{publication_file_name('board_report')}.html",
        mime="text/html",
        key="board-report",
        on_click="ignore",
        icon=":material/print:",
        help="One HTML file to print or to send; it needs no connection.",
    )
