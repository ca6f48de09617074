"""Overview: the scorecard, where it is going, and whether the program pays."""

import streamlit as st

from dashboards.components import (
    changes_view,
    economics_view,
    nps_view,
    overview_view,
    scorecard,
    states,
)
from dashboards.components.folded import fold
from dashboards.components.wording import plain
from dashboards.data import query

states.question("Is loyalty paying off?")
with states.part():
    st.markdown(f"#### {plain(' '.join(overview_view.headline()))}")
    overview_view.report_button()
with states.part():
    card_rows = query("scorecard")
    changes_view.show_red_flags(card_rows)
    if not states.nothing(card_rows, "The scorecard of this publication is empty."):
        scorecard.cards(card_rows)
        title = f"All {card_rows.height} figures of the scorecard"
        fold(title, "scorecard", scorecard.everything, card_rows)
with states.part("What changed since the last publication?"):
    changes_view.show()
trend_side, verdict_side = st.columns([3, 2])
with trend_side, states.part("How does relationship NPS develop?"):
    nps_view.relationship_trend()
with verdict_side, states.part("What does a dollar of prevented churn cost?"):
    economics_view.verdict_box(economics_view.headline_row(query("economics")))
with states.part("Do happier customers keep paying?"):
    overview_view.show_retention()
with states.part("What moved recurring revenue?"):
    overview_view.show_waterfall()
