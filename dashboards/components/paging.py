"""Long lists a page at a time: the database sorts, filters and cuts, the browser gets one page."""

from __future__ import annotations

import streamlit as st

from dashboards.data import Parameter, later

PAGE_SIZE = 25
EVERYTHING = 100_000_000


def offset(total: int, key: str, what: str) -> int:
    """Choice of page, kept in the address under `key`; gives the first row of that page."""
    number = max(1, -(-total // PAGE_SIZE))
    page = 1
    if number > 1:
        page = st.pagination(number, key=key, bind="query-params")
    first = (min(page, number) - 1) * PAGE_SIZE
    last = min(total, first + PAGE_SIZE)
    st.caption(f"{first + 1:,} to {last:,} of {total:,} {what}. The download holds all of them.")
    return first


def csv_of_all(name: str, file_name: str, *, key: str, **parameters: Parameter) -> None:
    """Offer every row of a paged query; they are read when the reader asks for the file."""
    rows = later(name, **parameters, limit=EVERYTHING, offset=0)
    st.download_button(
        "Download CSV",
        lambda: rows().write_csv(),
        file_name=f"{file_name}.csv",
        mime="text/csv",
        key=f"csv-{key}",
        on_click="ignore",
        icon=":material/download:",
    )
