"""Data: can these figures be trusted?"""

import streamlit as st

from dashboards.components import live, record_view, states, trust_view
from dashboards.components.folded import fold
from dashboards.components.wording import plain

states.question("Can these figures be trusted?")
with states.part():
    st.markdown(f"#### {plain(trust_view.check_sentence())}")
with states.part("Which publication is this?"):
    trust_view.about()
with states.part("What was loaded?"):
    trust_view.listing(
        "load_ledger", "No file has been loaded yet.", "load_ledger", "quality.load_ledger"
    )
with states.part("What was set aside, and why?"):
    st.caption("Rejected rows stay in the lake for repair; their text is never published.")
    trust_view.listing(
        "quarantine", "No row was set aside.", "quarantine_summary", "quality.quarantine_summary"
    )
    fold(
        "Each rejected row by file and row number",
        "rejected",
        trust_view.listing,
        "quarantined_rows",
        "No row was set aside.",
        "rejected",
        "quality.quarantined_rows",
    )
with states.part("How many records found their account?"):
    trust_view.listing(
        "identity",
        "No identity matches are published.",
        "identity_match_report",
        "quality.identity_match_report",
    )
live.part("Does recurring revenue agree with the invoices?", record_view.reconciliation)
with states.part("Which surveys are not in the program list?"):
    trust_view.listing(
        "unmapped_surveys",
        "Every survey is in the program list.",
        "unmapped",
        "quality.unmapped_surveys",
    )
with states.part("Which checks ran?"):
    trust_view.listing(
        "checks", "No check results are published.", "check_results", "quality.check_results"
    )
with states.part("How are response rates?"):
    trust_view.listing(
        "response_rates",
        "No invitation is 14 days old yet.",
        "response_rates",
        "marts.response_rates",
    )
with states.part("What was published before, and what has been restated?"):
    record_view.publications()
with states.part("What does each figure mean?"):
    trust_view.definitions()
