"""Overview: the scorecard, where it is going, and whether the program pays."""

import streamlit as st

from dashboards.components import (
    economics_view,
    nps_view,
    retention_view,
    scorecard,
    sentences,
    states,
)
from dashboards.components.charts import waterfall_history
from dashboards.components.palette import look
from dashboards.components.why import why
from dashboards.components.wording import day, plain
from dashboards.data import MissingData, query


def headline() -> str:
    """The state of things in three sentences, each from a published row."""
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
    return " ".join(said)


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
    if not states.nothing(frame, "No month-end of recurring revenue is published yet."):
        recent = frame.sort("month_end_date").tail(24)
        st.altair_chart(waterfall_history(recent, look()), alt="Monthly movements of MRR")
        why("mrr_movement", "marts.mrr_waterfall", recent, key="waterfall")


st.title("Is loyalty paying off?")
with states.part():
    st.markdown(f"#### {plain(headline())}")
with states.part():
    card_rows = query("scorecard")
    if not states.nothing(card_rows, "The scorecard of this publication is empty."):
        scorecard.cards(card_rows)
        with st.expander(f"All {card_rows.height} figures of the scorecard"):
            scorecard.everything(card_rows)
trend_side, verdict_side = st.columns([3, 2])
with trend_side, states.part("How does relationship NPS develop?"):
    nps_view.relationship_trend()
with verdict_side, states.part("What does a dollar of prevented churn cost?"):
    economics_view.verdict_box(economics_view.headline_row(query("economics")))
with states.part("Do happier customers keep paying?"):
    show_retention()
with states.part("What moved recurring revenue?"):
    show_waterfall()
