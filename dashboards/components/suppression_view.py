"""Who must not be asked now, until when, and why."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboards.components import paging, survey_words
from dashboards.components.filters import pick
from dashboards.components.tables import grid, publication_file_name
from dashboards.components.why import why
from dashboards.components.wording import plain, whole
from dashboards.data import query

REASONS = {
    "people": "Every reason",
    "asked_recently": "Asked a short while ago",
    "relationship_rest": "Relationship survey not long ago",
    "open_loop": "An open loop",
    "bounced": "The last invitation bounced",
}


def page() -> None:
    """How many are on the list by reason, and the list itself, a page at a time."""
    counts = query("suppression_reasons")
    row: dict[str, Any] = counts.row(0, named=True)
    st.markdown(plain(survey_words.suppressed(row)))
    if not row["people"]:
        return
    why_not = pick(
        "Reason",
        list(REASONS),
        "why",
        words=lambda key: f"{REASONS[key]} ({whole(row[key])})",
    )
    if not row[why_not]:
        st.info("Nobody is on the list for this reason.", icon=":material/info:")
        return
    above = st.container()
    first = paging.offset(row[why_not], "page", "people, the longest rest first")
    frame = query("suppression_list", why=why_not, limit=paging.PAGE_SIZE, offset=first)
    shown = frame.select("until_at", "reason", "name", "account_id", "contact_key")
    with above:
        grid(
            shown,
            alt="People who must not be asked now",
            columns={
                "until_at": st.column_config.DatetimeColumn(
                    "Not before (UTC)", format="D MMM YYYY, HH:mm"
                ),
                "reason": st.column_config.TextColumn("Why", width="large"),
                "name": "Account",
                "account_id": "Account id",
                "contact_key": "Contact (hashed)",
            },
        )
    paging.csv_of_all(
        "suppression_list", publication_file_name("suppression_list"), key="suppressed", why=why_not
    )
    why("suppression", "marts.suppression_list", frame, key="suppressed")
