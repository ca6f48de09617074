"""Whom one may ask for a reference, a review or a case."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components import account_words, paging, wording
from dashboards.components.tables import grid, number_column, publication_file_name
from dashboards.components.why import why
from dashboards.data import query

ORDER = (
    "name", "arr_band", "mrr_usd", "role_class", "last_score", "last_response_at", "reason",
    "owner", "account_id", "contact_key",
)  # fmt: skip


def page(owner_id: str) -> None:
    """The sentence, and the list a page at a time; people by their hashed key only."""
    counts = query("advocates_count", owner_id=owner_id)
    row = counts.row(0, named=True)
    st.markdown(wording.plain(account_words.advocates(row)))
    if not row["people"]:
        return
    above = st.container()
    first = paging.offset(row["people"], "advocates", "people, the largest accounts first")
    frame = query("advocates", owner_id=owner_id, limit=paging.PAGE_SIZE, offset=first)
    with above:
        _grid(frame)
    paging.csv_of_all(
        "advocates", publication_file_name("advocacy_candidates"), key="advocates",
        owner_id=owner_id,
    )  # fmt: skip
    why("advocacy_candidate", "marts.advocacy_candidates", frame, key="advocates")


def _grid(frame: pl.DataFrame) -> None:
    named = [
        pl.Series(column, [wording.name(value) for value in frame[column]])
        for column in ("arr_band", "role_class")
    ]
    shown = frame.with_columns(*named).select(ORDER)
    grid(
        shown,
        alt="People whom one may ask for a reference",
        columns={
            "name": st.column_config.TextColumn("Account", width="medium"),
            "arr_band": "ARR band",
            "mrr_usd": st.column_config.NumberColumn("MRR", format="dollar"),
            "role_class": "Role",
            "last_score": number_column("Last score", "%d"),
            "reason": st.column_config.TextColumn("Why", width="large"),
            "owner": "Owner",
            "account_id": "Account id",
            "contact_key": "Contact (hashed)",
        },
    )
