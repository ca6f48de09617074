"""NPS by segment: who would recommend us, and how sure is that?"""

import datetime as dt

import streamlit as st

from dashboards.components import live, nps_view, rows, sentences, states
from dashboards.components.filters import pick
from dashboards.components.why import why
from dashboards.components.wording import name, period, plain, within
from dashboards.data import query


def page() -> None:
    """Filters, then the split with intervals, trend, scores and table."""
    survey = nps_view.choose_survey()
    if survey is None:
        return
    frame = query("nps_segments", **survey)
    segments = rows.in_order(frame.to_dicts(), survey["segment_dimension"], "nps")
    company = query("nps_segments", **{**survey, "segment_dimension": "all"}).to_dicts()
    what = f"{name(survey['survey_type'])} NPS ({name(survey['program'])} program)"
    score = company[0] if company else None
    said = [sentences.nps(score, what), sentences.nps_change(score)]
    if survey["segment_dimension"] != "all":
        said.append(sentences.segments(segments))
    st.markdown(f"#### {plain(' '.join(text for text in said if text))}")
    if states.nothing(frame, "No responses in this period and split."):
        return
    with states.part(f"By {within(name(survey['segment_dimension']))}"):
        nps_view.forest(segments)
        why("nps", "marts.nps_by_segment", frame, key="segments")
    with states.part("Would those who stayed silent change it?"):
        nps_view.weighting(score)
    live.part(None, details, survey, [row["segment_value"] for row in segments])
    with states.part("All figures of this split"):
        nps_view.segment_table(segments)


def details(survey: dict[str, str], values: list[str]) -> None:
    """Trend and score distribution of one segment."""
    segment = pick("Segment in detail", values, "segment")
    left, right = st.columns(2)
    period_type = survey["period_type"]
    where = {k: v for k, v in survey.items() if k != "period_start"}
    with left, states.part("How does it develop?"):
        frame = query("nps_trend", **where, segment_value=segment)
        nps_view.draw_trend(frame, period_type)
        why("nps", "marts.nps_by_segment", frame, key="trend")
    with right, states.part("Which scores were given?"):
        start = dt.date.fromisoformat(survey["period_start"])
        st.caption(plain(f"{name(segment)}, {period(start, period_type)}"))
        nps_view.distribution(survey, segment)


states.question("Who would recommend us?")
with states.part():
    page()
