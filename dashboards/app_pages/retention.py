"""Retention by NPS class: do happier customers keep paying?"""

import streamlit as st

from dashboards.components import (
    association_view,
    cohort_view,
    live,
    retention_view,
    sentences,
    states,
    waterfall_view,
)
from dashboards.components.filters import pick
from dashboards.components.folded import folded_table
from dashboards.components.palette import CLASSES
from dashboards.components.tables import publication_file_name
from dashboards.components.why import why
from dashboards.components.wording import plain
from dashboards.data import Parameter, query


def page() -> None:
    """The cohort by class, the order of the classes, the trend, segments."""
    cohorts = query("retention_cohorts")
    if states.nothing(cohorts, "No cohort is published yet: there is no recurring revenue."):
        return
    cohort, horizon = retention_view.choose_cohort(cohorts)
    where = retention_view.at(cohort, horizon)
    classes = query("retention_classes", **where, segment_dimension="all")
    gaps = query("retention_gaps", **where)
    st.markdown(f"#### {plain(sentences.retention(classes.to_dicts(), gaps.to_dicts()))}")
    left, right = st.columns(2)
    for column, measure in ((left, "grr"), (right, "nrr")):
        with column, states.part(retention_view.MEASURES[measure]):
            retention_view.class_chart(classes, measure)
            why(measure, "marts.retention_by_nps_class", classes, key=measure)
    with states.part("Does the order promoter, passive, detractor hold?"):
        if not states.nothing(gaps, "No two classes of this cohort can be compared yet."):
            retention_view.gap_table(gaps)
            why("retention_gap", "marts.retention_class_gaps", gaps, key="gaps")
    live.part("Is it so in every cohort?", trend, horizon)
    live.part("Which segments turn loyalty into retention?", segments, where)


def trend(horizon: int) -> None:
    """One measure over all complete cohorts."""
    frame = query("retention_trend", horizon_months=horizon)
    if not states.nothing(frame, "No cohort of this horizon is complete yet."):
        measure = pick("Measure", ["grr", "nrr"], "measure", words=retention_view.measure_name)
        retention_view.cohort_trend(frame, measure, CLASSES[:3])
        why(measure, "marts.retention_by_nps_class", frame, key="trend")


def segments(where: dict[str, Parameter]) -> None:
    """Retention by class within the values of one dimension."""
    dimensions = [
        d for d in query("retention_dimensions")["segment_dimension"].to_list() if d != "all"
    ]
    if not dimensions:
        st.info("This publication has no segments of retention.", icon=":material/info:")
        return
    dimension = pick("Split by", dimensions, "split")
    frame = query("retention_classes", **where, segment_dimension=dimension)
    if not states.nothing(frame, "No accounts in this cohort and split."):
        association_view.segment_gaps(dimension, str(where["cohort_date"]))
        title = "Retention of every class in this split, as a table"
        folded_table(title, frame, publication_file_name("retention_by_nps_class"), key="segments")


states.question("Do happier customers keep paying?")
with states.part():
    page()
live.part("How did every cohort fare?", cohort_view.page)
with states.part("How does NPS go with revenue?"):
    association_view.company()
live.part("What moved recurring revenue?", waterfall_view.page)
