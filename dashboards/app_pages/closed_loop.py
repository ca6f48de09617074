"""Closed loop: are unhappy customers called back in time, and do they come back?"""

import streamlit as st

from dashboards.components import live, loops_view, queue_view, recovery_view, states, wait_view
from dashboards.components.folded import folded_table
from dashboards.components.tables import publication_file_name
from dashboards.components.wording import plain
from dashboards.data import query


def page() -> None:
    """Filters, the sentence, rates by month and owner."""
    where = loops_view.choose()
    frame = query("loop_months", **where)
    if states.nothing(frame, "No detractor of this tier and owner: no loop was ever opened."):
        return
    st.markdown(f"#### {plain(loops_view.headline(frame))}")
    left, right = st.columns(2)
    with left, states.part("Are they contacted in time?"):
        loops_view.show_trend(frame, "in_sla")
    with right, states.part("Are their loops closed?"):
        loops_view.show_trend(frame, "closure")
    folded_table(
        "Every month as a table",
        frame[::-1],
        publication_file_name("loop_performance"),
        key="loops-months",
    )
    with states.part("Who is waiting now?"):
        queue_view.page(where)
    tier, months = where["arr_tier"], frame["month"].to_list()[::-1]
    live.part("How long do they wait?", wait_view.page, tier)
    live.part("Does it differ by owner?", loops_view.by_owner, months, tier)


states.question("Do we call unhappy customers back in time?")
with states.part():
    page()
live.part("Do they come back?", recovery_view.page)
