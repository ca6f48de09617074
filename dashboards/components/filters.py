"""Filters that live in the address of the page, so that a view can be shared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from dashboards.components.wording import name


def pick(
    label: str,
    options: Sequence[Any],
    key: str,
    *,
    default: Any = None,
    words: Callable[[Any], str] = name,
    note: str | None = None,
) -> Any:
    """A choice bound to the address under `key`; the default leaves the address clean."""
    chosen = list(options)
    index = chosen.index(default) if default in chosen else 0
    return st.selectbox(
        label, chosen, index=index, key=key, format_func=words, help=note, bind="query-params"
    )


def preferred(options: Sequence[Any], *wishes: Any) -> Any:
    """The first wish that is among the options, else the first option."""
    return next((wish for wish in wishes if wish in options), options[0] if options else None)
