"""Voice of the customer: what costs us customers, and does what we do about it help?"""

import streamlit as st

from dashboards.components import drivers_view, states, voice_sentences, voice_view
from dashboards.components.filters import pick
from dashboards.components.wording import name, period, plain
from dashboards.data import query


def page() -> None:
    """Themes of a quarter by money, one theme in detail."""
    impact = query("theme_impact")
    if states.nothing(impact, "No detractor has answered yet, so there is no theme to show."):
        return
    left, right = st.columns(2)
    with left:
        quarter = voice_view.choose_quarter(impact)
    of_quarter = impact.filter(impact["quarter"] == quarter)
    rows = of_quarter.to_dicts()
    sentence = voice_sentences.leading(rows, period(quarter, "quarter"))
    with right:
        themes = [r["theme"] for r in rows if r["theme"] != voice_sentences.UNTAGGED]
        theme = pick("Theme in detail", themes, "theme") if themes else None
    st.markdown(f"#### {plain(sentence)}")
    with states.part("Which themes put money at risk?"):
        voice_view.by_money(rows)
        voice_view.impact_table(of_quarter)
    if theme is not None:
        with states.part(f"What do they say about {plain(name(theme).lower())}?"):
            voice_view.quotes(next((r for r in rows if r["theme"] == theme), None))
        with states.part("Is it getting better?"):
            voice_view.over_time(query("theme_sentiment"), theme)


st.title("What do customers complain about, and does it cost us?")
with states.part():
    page()
with states.part("What goes with a better or worse score?"):
    drivers_view.page()
with states.part("Did what we did about it help?"):
    items = query("action_items")
    if not states.nothing(items, "No action item is recorded in the program's files."):
        voice_view.actions(items)
