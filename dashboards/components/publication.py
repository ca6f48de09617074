"""What is known about the publication on screen: banner, stamp, watch for the next one."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import streamlit as st

from dashboards.components.wording import day, moment, name, plain
from dashboards.data import MissingData, Publication, current, newest, poll_seconds, query

SOURCES = ("survey", "billing", "crm", "ticket", "usage")


def facts() -> Mapping[str, Any]:
    """The one row of `meta.publication`, or nothing when it cannot be read."""
    try:
        return _facts(current())
    except MissingData:
        return {}


@lru_cache(maxsize=8)
def _facts(publication: Publication) -> Mapping[str, Any]:
    """`facts` of one publication: pages ask for them hundreds of times."""
    frame = query("publication")
    return MappingProxyType(frame.row(0, named=True) if frame.height else {})


def setting(key: str) -> Any:
    """A setting (dbt var) that the publication was made with; None when it does not say."""
    return _settings(facts().get("params")).get(key)


@lru_cache(maxsize=8)
def _settings(params: str | None) -> dict[str, Any]:
    try:
        known = json.loads(params or "{}")
    except ValueError:
        return {}
    return known if isinstance(known, dict) else {}


def built_on() -> str:
    """The day on which the publication was built, `2026-06-30`; '' when it does not say."""
    built = facts().get("built_at")
    return f"{built:%Y-%m-%d}" if isinstance(built, dt.datetime) else ""


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
    renew(shown)


def renew(shown: Publication | None) -> None:
    """Run the whole page again when another publication than the one shown is the newest."""
    found = newest()
    if found is not None and found != shown:
        st.session_state["_renewed"] = shown is not None
        st.rerun()


def say_renewed() -> None:
    """Tell the reader that the figures on this page have just changed."""
    if st.session_state.pop("_renewed", False):
        st.toast("New figures were published; this page now shows them.", icon=":material/sync:")
