"""Accounts: which ones need us now, and what happened at each?"""

import streamlit as st

from dashboards.components import (
    account_timeline,
    account_view,
    account_words,
    accounts_view,
    advocates_view,
    live,
    movement_view,
    states,
)
from dashboards.components.wording import plain
from dashboards.data import query


def listed() -> None:
    """The state of the book, the list, and who moved."""
    segments = query("accounts_segments")
    if states.nothing(segments, "No account is published yet."):
        return
    st.markdown(f"#### {plain(account_words.segments(segments.to_dicts()))}")
    left, right = st.columns([3, 1])
    with left:
        accounts_view.state(segments)
    with right:
        owner = accounts_view.choose_owner()
    live.part(None, accounts_view.filtered, owner)
    live.part("Who improved, who declined?", movement_view.page, owner)
    live.part("Whom may we ask for a reference?", advocates_view.page, owner)


def one(account_id: str) -> None:
    """Everything about one account."""
    account_view.back()
    with st.expander("The list, as filtered"), states.part():
        live.part(None, accounts_view.filtered, accounts_view.choose_owner())
    found = query("account", account_id=account_id)
    if states.nothing(found, f"This publication holds no account with the id {account_id}."):
        return
    ranked = query("accounts_segments")["ranked_accounts"].max()
    account_view.header(found.row(0, named=True), ranked if isinstance(ranked, int) else None)
    with states.part("What happened, and when?"):
        account_timeline.show(account_id)
    with states.part("How does its NPS move?"):
        account_view.quarters(account_id)
    with states.part("What did they say?"):
        account_view.answers(account_id)
    with states.part("Were they called back?"):
        account_view.loops(account_id)


states.question("Which accounts need us now?")
with states.part():
    chosen = accounts_view.chosen()
    if chosen:
        one(chosen)
    else:
        listed()
