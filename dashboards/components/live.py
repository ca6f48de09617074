"""Parts of a page that run again alone when a filter in them changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboards.components import gate, publication, states
from dashboards.data import current


def part(title: str | None, content: Callable[..., None], *given: Any) -> None:
    """One part of a page, as `states.part`; its filters change nothing outside of it.

    Alone it shows the publication of the rest of the page. The whole page runs instead once there
    is a newer publication, or once the reader's pages are others than when the page ran.
    """
    _part(title, content, *given)


@st.fragment
def _part(title: str | None, content: Callable[..., None], *given: Any) -> None:
    if not gate.still_lets_in():
        st.rerun()
    publication.renew(current())
    with states.part(title):
        content(*given)
