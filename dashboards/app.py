"""Loyalty Ledger dashboards. Run `python -m dashboards.serve` from the repository root."""

import streamlit as st

from dashboards import access, data
from dashboards.components import gate, publication, states

# Drawn here: of a named symbol the browser would fetch the picture from a font service.
ICON = """<svg viewBox="0 0 24 24"><rect width="24" height="24" rx="5" fill="#0072B2"/>
<path d="M5 16l5-5 3 3 6-7" fill="none" stroke="#FFFFFF" stroke-width="2.6"/></svg>"""


def main() -> None:
    """Ask who reads, fix the publication of this run, then show the chosen page on it."""
    st.set_page_config(page_title="Loyalty Ledger", page_icon=ICON, layout="wide")
    decision = access.decide()
    page = gate.navigation(decision)
    if not decision.pages:
        page.run()
        return
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
    gate.reader(decision)
    publication.watch(shown)


main()
