"""Loyalty Ledger dashboards. Run `streamlit run dashboards/app.py` from the repository root."""

import streamlit as st

from dashboards import data
from dashboards.components import publication, states

PAGES = [
    st.Page("app_pages/overview.py", title="Overview", icon=":material/dashboard:", default=True),
    st.Page("app_pages/nps.py", title="NPS", icon=":material/sentiment_satisfied:"),
    st.Page("app_pages/retention.py", title="Retention", icon=":material/trending_up:"),
    st.Page("app_pages/economics.py", title="Program economics", icon=":material/payments:"),
    st.Page("app_pages/trust.py", title="Data", icon=":material/database:"),
]


def main() -> None:
    """Fix the publication of this run, then show the chosen page on it."""
    st.set_page_config(page_title="Loyalty Ledger", page_icon=":material/handshake:", layout="wide")
    page = st.navigation(PAGES, position="top")
    try:
        shown = data.use_latest()
    except data.NoPublication:
        states.no_publication()
        publication.watch(None)
        return
    except data.MissingData as error:
        st.error(str(error))
        publication.watch(data.newest())
        return
    publication.say_renewed()
    publication.banner()
    page.run()
    publication.stamp()
    publication.watch(shown)


main()
