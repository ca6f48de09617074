"""Survey health: who answers, who does not, and who is asked too often?"""

import streamlit as st

from dashboards.components import (
    bias_view,
    fatigue_view,
    live,
    response_view,
    states,
    suppression_view,
    survey_words,
    timing_view,
)
from dashboards.components.folded import folded_table
from dashboards.components.tables import publication_file_name
from dashboards.components.why import why
from dashboards.components.wording import name, plain
from dashboards.data import MissingData, query


def page() -> None:
    """Choice of survey, the sentence, response rates, bias."""
    survey = response_view.choose_survey()
    if survey is None:
        return
    frame = query("response_trend", **survey)
    which = {"program": survey["program"], "survey_type": survey["survey_type"]}
    what = f"{survey['survey_type']} surveys by {name(survey['channel']).lower()}"
    said = [survey_words.rate(frame.row(-1, named=True) if frame.height else None, what)]
    try:
        newest = survey_words.newest_grr(query("response_bias", **which).to_dicts())
        said.append(survey_words.later_retention(newest))
    except MissingData:
        pass
    st.markdown(f"#### {plain(' '.join(said))}")
    with states.part("How many answer?"):
        response_view.show_trend(frame)
    months = frame["month"].to_list()[::-1]
    live.part("Who answers less?", response_view.show_segments, survey, months)
    with states.part("Do those who answer speak for those who were asked?"):
        bias(which)


def bias(which: dict[str, str]) -> None:
    """Selectivity, weighting, later retention, and who is not asked."""
    frame = query("response_bias", **which)
    if states.nothing(frame, "No quarter of this survey has delivered invitations yet."):
        return
    live.part(None, bias_view.selectivity, frame)
    left, right = st.columns(2)
    with left, states.part("Do the silent leave?"):
        bias_view.retention(survey_words.newest_grr(frame.to_dicts()))
    with right, states.part("Does weighting change the score?"):
        bias_view.weighting(query("nps_weighting", **which))
    live.part("Are late answers less happy?", timing_view.page, which)
    folded_table(
        "Every quarter as a table", frame[::-1], publication_file_name("response_bias"), key="bias"
    )
    why("response_bias", "marts.response_bias", frame, key="bias")


states.question("Do we hear everybody?")
with states.part():
    page()
with states.part("Are people asked too often?"):
    fatigue = query("survey_fatigue")
    if not states.nothing(fatigue, "No invitation was delivered yet."):
        fatigue_view.show(fatigue)
live.part("Who must not be asked now?", suppression_view.page)
