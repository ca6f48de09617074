"""What is known about the publication on screen: banner, stamp, watch for the next one."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from dashboards.components.wording import day, moment, name, plain
from dashboards.data import MissingData, Publication, newest, poll_seconds, query

SOURCES = ("survey", "billing", "crm", "ticket", "usage")


def facts() -> dict[str, Any]:
    """The one row of `meta.publication`, or nothing when it cannot be read."""
    try:
        frame = query("publication")
    except MissingData:
        return {}
    return frame.row(0, named=True) if frame.height else {}


def setting(key: str) -> Any:
    """A setting (dbt var) that the publication was made with; None when it does not say."""
    try:
        known = json.loads(facts().get("params") or "{}")
    except ValueError:
        return None
    return known.get(key) if isinstance(known, dict) else None


def as_of_by_source() -> dict[str, str]:
    """The day before which the events of each family of sources are in the figures."""
    known = {source: facts().get(f"{source}_as_of") for source in SOURCES}
    return {name(source): day(value) for source, value in known.items() if value is not None}


def banner() -> None:
    """Say on every page when the company is fictional."""
    if facts().get("is_sample"):
        st.warning(
            "**Sample data.** This is a fictional company made by the sample generator. "
            "No figure here is about a real customer.",
            icon=":material/science:",
        )


def stamp() -> None:
    """One line at the end of every page: which publication, built when."""
    known = facts()
    if known:
        st.caption(
            f"Publication {plain(str(known.get('publication_id'))[:12])}, built "
            f"{plain(moment(known.get('built_at')))}. Intervals are 95%. "
            "Bands named 'claimed by the articles' are unverified claims, not targets we vouch for."
        )


@st.fragment(run_every=poll_seconds())
def watch(shown: Publication | None) -> None:
    """Look now and then for a new publication, and show the page anew when there is one."""
    found = newest()
    if found is not None and found != shown:
        st.session_state["_renewed"] = shown is not None
        st.rerun()


def say_renewed() -> None:
    """Tell the reader that the figures on this page have just changed."""
    if st.session_state.pop("_renewed", False):
        st.toast("New figures were published; this page now shows them.", icon=":material/sync:")
