"""Who is waiting now, for whom, and since when beyond the deadline."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components import account_words, live, loop_words, paging, wording
from dashboards.components.charts import waiting_bars
from dashboards.components.drawing import draw
from dashboards.components.filters import pick
from dashboards.components.folded import folded_table
from dashboards.components.palette import look
from dashboards.components.tables import grid, number_column, publication_file_name
from dashboards.components.why import why
from dashboards.data import query

LARGEST = 25
WAITING = {
    "overdue": "Beyond the deadline",
    "detractor": "Detractors",
    "passive": "Passives",
    "promoter": "Promoters",
    "all": "Everybody",
}
ORDER = (
    "due_at", "left", "nps_class", "score", "name", "arr_usd", "theme", "next_step",
    "next_step_due_at", "owner_id", "team", "routed_by", "arr_tier", "survey_type", "opened_at",
    "account_id", "contact_key", "response_id",
)  # fmt: skip


def page(where: dict[str, str]) -> None:
    """The sentence, the books with the longest queues, the queue itself."""
    owners = query("queue_owners")
    st.markdown(wording.plain(loop_words.queue(owners.to_dicts())))
    if owners.is_empty():
        return
    draw(
        waiting_bars(owners.head(LARGEST), look()),
        key="waiting",
        alt="Waiting by owner: "
        + "; ".join(
            f"{r['owner']} {r['overdue']} overdue of {r['waiting']}"
            for r in owners.head(LARGEST).to_dicts()
        ),
    )
    if owners.height > LARGEST:
        st.caption(f"The {LARGEST} longest queues of {owners.height}; the table has all.")
    folded_table(
        "Every owner as a table",
        owners,
        publication_file_name("action_queue_by_owner"),
        key="queue-owners",
        columns={"owner": "Owner", "owner_id": "Owner id"},
    )
    live.part(None, _queue, where)
    why("next_step", "marts.action_queue", owners, key="queue")


def _queue(where: dict[str, str]) -> None:
    waiting = pick("Who waits", list(WAITING), "waiting", words=lambda key: WAITING[key])
    _rows({**where, "waiting": waiting})


def _rows(where: dict[str, str]) -> None:
    total = int(query("queue_count", **where)["waiting"][0])
    if total == 0:
        st.info("Nobody waits who fits these filters.", icon=":material/task_alt:")
        return
    above = st.container()
    first = paging.offset(total, "page", "who wait, the earliest deadline first")
    frame = query("queue", **where, limit=paging.PAGE_SIZE, offset=first)
    listed = frame.to_dicts()
    words = frame.with_columns(
        pl.Series("left", [loop_words.left(row["hours_left"]) for row in listed]),
        pl.Series("nps_class", [account_words.MARKS.get(r["nps_class"], "—") for r in listed]),
        *[
            pl.Series(c, [wording.name(row[c]) for row in listed])
            for c in ("theme", "next_step", "routed_by", "arr_tier")
        ],
    ).select(ORDER)
    with above:
        grid(
            words,
            alt="Who is waiting, the earliest deadline first",
            columns={
                "left": "Time left",
                "name": st.column_config.TextColumn("Account", width="medium"),
                "arr_usd": st.column_config.NumberColumn("ARR", format="dollar"),
                "score": number_column("Score", "%d"),
                "next_step": st.column_config.TextColumn("Next step", width="medium"),
                "owner_id": "Owner",
                "contact_key": "Contact (hashed)",
            },
        )
    paging.csv_of_all("queue", publication_file_name("action_queue"), key="queue", **where)
