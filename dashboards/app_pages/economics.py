"""Program economics: does closing the loop pay?"""

import polars as pl
import streamlit as st

from dashboards.components import business_case_view, diagnostics_view, economics_view, live, states
from dashboards.components.filters import pick
from dashboards.components.tables import publication_file_name, table
from dashboards.components.why import why
from dashboards.components.wording import day, plain
from dashboards.data import query


def page() -> None:
    """One comparison, and the table of all."""
    frame = query("economics")
    if states.nothing(frame, "No estimate of prevented churn is published yet."):
        return
    live.part(None, estimate, frame)
    with states.part("All estimates"):
        table(frame, publication_file_name("cost_per_prevented_churn"), key="estimates")


def estimate(frame: pl.DataFrame) -> None:
    """Choice of design and window, verdict, figures, and the working behind them."""
    best = economics_view.headline_row(frame)
    designs = [d for d in economics_view.DESIGNS if d in frame["design"].to_list()]
    left, right = st.columns(2)
    with left:
        design = pick("Comparison", designs, "design", default=best["design"] if best else None)
    of_design = economics_view.widest(frame.filter(frame["design"] == design)).to_dicts()
    labels = {window(row): row for row in of_design}
    with right:
        chosen = pick("Responses given", list(labels), "window", words=str)
    row = labels[chosen]
    economics_view.verdict_box(row)
    economics_view.figures(row)
    working(row)


def window(row: dict[str, object]) -> str:
    """A window of responses in words."""
    return f"{day(row['window_start'])} to {day(row['window_end'])}"


def working(row: dict[str, object]) -> None:
    """Diagnostics and strata: whether the groups are comparable, and where the money is."""
    where = {key: str(row[key]) for key in ("design", "window_start", "window_end")}
    with states.part("Are the groups comparable?"):
        diagnostics = query("diagnostics", **where)
        if not states.nothing(diagnostics, "No checks of this comparison are published."):
            st.markdown(plain(diagnostics_view.sentence(diagnostics)))
            diagnostics_view.table(diagnostics)
            why("prevented_churn", "marts.prevented_churn_diagnostics", diagnostics, key="diag")
    with states.part("Which accounts were compared with which?"):
        strata = query("strata", **where)
        if not states.nothing(strata, "No group of treated accounts has comparable ones."):
            st.caption("Keys: ARR band, third of baseline churn risk, score, tenure.")
            table(strata, publication_file_name("prevented_churn_strata"), key="strata")
            why("prevented_churn", "marts.prevented_churn_strata", strata, key="strata")


states.question("Does closing the loop pay?")
with states.part():
    page()
live.part("What would a program be worth?", business_case_view.page)
