"""What stays closed until a reader asks for it, and is made only then.

Opening it runs it alone, not its page: most readers open none, and a page has up to fifteen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import live
from dashboards.components.tables import table


def fold(title: str, key: str, content: Callable[..., None], *given: Any) -> None:
    """An expander. key: what tells it apart on its page."""
    live.part(None, _expander, title, f"fold-{key}", content, given)


def folded_table(
    title: str,
    frame: pl.DataFrame,
    file_name: str,
    *,
    key: str,
    columns: Mapping[str, Any] | None = None,
) -> None:
    """A table with its download, as `tables.table`, in an expander."""
    fold(title, key, lambda: table(frame, file_name, key=key, columns=columns))


def popover(title: str, icon: str, key: str, content: Callable[..., None], *given: Any) -> None:
    """A quiet button with a box that opens over the page."""
    live.part(None, _popover, title, icon, key, content, given)


def _expander(title: str, key: str, content: Callable[..., None], given: tuple[Any, ...]) -> None:
    box = st.expander(title, key=key, on_change="rerun")
    if box.open:
        with box:
            content(*given)


def _popover(
    title: str, icon: str, key: str, content: Callable[..., None], given: tuple[Any, ...]
) -> None:
    box = st.popover(title, type="tertiary", icon=icon, key=key, on_change="rerun")
    if box.open:
        with box:
            content(*given)
