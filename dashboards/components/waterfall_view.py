"""The bridge of recurring revenue, month by month."""

import streamlit as st

from dashboards.components.charts import waterfall, waterfall_history
from dashboards.components.drawing import draw
from dashboards.components.filters import pick
from dashboards.components.folded import folded_table
from dashboards.components.palette import look
from dashboards.components.states import nothing
from dashboards.components.tables import publication_file_name
from dashboards.components.why import why
from dashboards.components.wording import money, plain
from dashboards.data import query


def page() -> None:
    """One month as a bridge, and all months as bars."""
    frame = query("waterfall")
    if nothing(frame, "No month-end of recurring revenue is published yet."):
        return
    months = frame["month_end_date"].to_list()[::-1]
    month = pick("Month", months, "month", words=lambda date: f"{date:%b %Y}")
    row = frame.filter(frame["month_end_date"] == month).row(0, named=True)
    st.markdown(
        plain(
            f"In {month:%B %Y} recurring revenue went from {money(row['start_usd'])} "
            f"to {money(row['end_usd'])} a month."
        )
    )
    left, right = st.columns(2)
    with left:
        if row["start_usd"] is None or row["end_usd"] is None:
            st.info("Not enough data to draw this month.", icon=":material/info:")
        else:
            draw(waterfall(row, look()), key="mrr-bridge", alt=f"MRR bridge of {month:%B %Y}")
            st.caption("The axis does not start at zero, so that the movements can be read.")
    with right:
        draw(
            waterfall_history(frame, look(), 300), key="mrr-months", alt="Monthly movements of MRR"
        )
    folded_table(
        "Every month as a table",
        frame[::-1],
        publication_file_name("mrr_waterfall"),
        key="waterfall",
    )
    why("mrr_movement", "marts.mrr_waterfall", frame, key="waterfall")
