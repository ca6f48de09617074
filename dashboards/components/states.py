"""Clear states instead of tracebacks: nothing published, nothing to show, something missing."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl
import streamlit as st

from dashboards.components.wording import plain
from dashboards.data import MissingData, home


def no_publication() -> None:
    """Say what to run when there is no published file yet."""
    st.title("Nothing has been published yet")
    st.info(
        "This page opens as soon as the pipeline has published its first marts.",
        icon=":material/schedule:",
    )
    st.markdown("Run the pipeline, then this page fills itself; no restart is needed:")
    st.code("make run", language="bash")
    st.markdown("Looking for the published file under:")
    st.code(str(home() / "published" / "marts.duckdb"), language=None)


logger = logging.getLogger(__name__)
# Streamlit sends what a page has said every 5 ms; the browser gathers for 10 ms more.
HEAD_START = 0.05
HEADED = "_headed"


def question(text: str) -> None:
    """The heading of a page, which a reader sees before the rest of it is made.

    A page that has just been opened waits here until the heading is under way: otherwise the
    browser gets all of the page in one go, and shows nothing before it has drawn the most of it.
    """
    st.title(text)
    if st.session_state.get(HEADED) != text:
        st.session_state[HEADED] = text
        time.sleep(HEAD_START)


@contextmanager
def part(title: str | None = None) -> Iterator[None]:
    """One part of a page: what it lacks is said in its place, the rest of the page stands."""
    if title:
        st.subheader(title)
    try:
        yield
    except MissingData as error:
        st.info(plain(error), icon=":material/info:")
    except Exception:
        # a reader gets a sentence, the log gets the reason
        logger.exception("a part of the page failed: %s", title)
        st.error(
            "This part could not be shown. The server's log says why.", icon=":material/error:"
        )


def nothing(frame: pl.DataFrame, text: str) -> bool:
    """Say `text` when there are no rows. Returns whether that was so."""
    if frame.is_empty():
        st.info(plain(text), icon=":material/info:")
    return frame.is_empty()
