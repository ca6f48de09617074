"""Loyalty Ledger dashboards. Run `streamlit run dashboards/app.py` from the repository root."""

import streamlit as st

from dashboards import data
from dashboards.components import publication, states
from dashboards.registry import PAGES


def main() -> None:
    """Fix the publication of this run, then show the chosen page on it."""
    st.set_page_config(page_title="Loyalty Ledger", page_icon=":material/handshake:", layout="wide")
    first = PAGES[0]
    page = st.navigation(
        [
            st.Page(
                entry.script,
                title=entry.title,
                icon=f":material/{entry.icon}:",
                default=entry is first,
            )
            for entry in PAGES
        ],
        position="top",
    )
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
