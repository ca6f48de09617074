"""Voice of the customer: what costs us customers, and does what we do about it help?"""

from collections.abc import Sequence

import streamlit as st

from dashboards.components import drivers_view, live, states, voice_sentences, voice_view
from dashboards.components.filters import pick
from dashboards.components.wording import name, period, plain
from dashboards.data import query


def page() -> None:
    """Themes of a quarter by money, one theme in detail."""
    impact = query("theme_impact")
    if states.nothing(impact, "No detractor has answered yet, so there is no theme to show."):
        return
    quarter = voice_view.choose_quarter(impact)
    of_quarter = impact.filter(impact["quarter"] == quarter)
    rows = of_quarter.to_dicts()
    sentence = voice_sentences.leading(rows, period(quarter, "quarter"))
    st.markdown(f"#### {plain(sentence)}")
    live.part("Which themes put money at risk?", voice_view.by_money, rows)
    with states.part():
        voice_view.impact_table(of_quarter)
    named = [row for row in rows if row["theme"] != voice_sentences.UNTAGGED]
    if named:
        live.part(None, theme, named)


def theme(rows: Sequence[voice_view.Row]) -> None:
    """What is said about one theme of a quarter, and how it develops."""
    chosen = pick("Theme in detail", [row["theme"] for row in rows], "theme")
    with states.part(f"What do they say about {plain(name(chosen).lower())}?"):
        voice_view.quotes(next(row for row in rows if row["theme"] == chosen))
    with states.part("Is it getting better?"):
        voice_view.over_time(query("theme_sentiment"), chosen)


states.question("What do customers complain about, and does it cost us?")
with states.part():
    page()
with states.part("What goes with a better or worse score?"):
    drivers_view.page()
with states.part("Did what we did about it help?"):
    items = query("action_items")
    if not states.nothing(items, "No action item is recorded in the program's files."):
        voice_view.actions(items)
