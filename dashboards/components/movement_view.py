"""Who improved and who declined, by owner's book."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components import account_words, paging, wording
from dashboards.components.charts import movement_bars
from dashboards.components.drawing import draw
from dashboards.components.filters import pick
from dashboards.components.folded import folded_table
from dashboards.components.palette import look
from dashboards.components.states import nothing
from dashboards.components.tables import grid, number_column, publication_file_name
from dashboards.components.why import why
from dashboards.data import query

LARGEST = 25
COLUMNS = {
    "owner": "Owner",
    "owner_id": "Owner id",
    "accounts": "Accounts with a score",
    "unknown": "Nobody answered again",
    "alerts": "Alerts",
}


def page(owner_id: str) -> None:
    """A quarter's movements by owner, and the accounts that moved."""
    quarters = query("movement_quarters")
    if nothing(quarters, "No quarter with account scores is published yet."):
        return
    quarter = pick(
        "Quarter",
        quarters["quarter"].to_list(),
        "quarter",
        words=lambda start: wording.period(start, "quarter"),
    )
    owners = query("movement_owners", quarter=str(quarter))
    words = wording.period(quarter, "quarter")
    st.markdown(wording.plain(account_words.movement(owners.to_dicts(), words)))
    _books(owners)
    _moved(str(quarter), owner_id)


def _books(owners: pl.DataFrame) -> None:
    if owners.height > LARGEST:
        st.caption(f"The {LARGEST} books with most declines of {owners.height}; the table has all.")
    draw(
        movement_bars(owners.head(LARGEST), look()),
        key="movement",
        alt="Accounts that declined and improved by owner: "
        + "; ".join(
            f"{r['owner']} {r['declined']} down, {r['improved']} up"
            for r in owners.head(LARGEST).to_dicts()
        ),
    )
    st.caption(
        "Counts of accounts, not samples: no interval. An account moves when the contacts that "
        "answered in both quarters change by at least one score point, weighted by role."
    )
    folded_table(
        "Every book as a table",
        owners,
        publication_file_name("account_movement"),
        columns=COLUMNS,
        key="books",
    )
    why("matched_change", "marts.account_nps_quarterly", owners, key="books")


def _moved(quarter: str, owner_id: str) -> None:
    """The accounts themselves, the largest declines first."""
    counts = query("movement_owners", quarter=quarter)
    mine = counts if owner_id == "all" else counts.filter(pl.col("owner_id") == owner_id)
    total = sum(mine["improved"].to_list()) + sum(mine["declined"].to_list())
    st.markdown("**Accounts that moved, largest declines first**")
    if total == 0:
        st.info("No account of this book moved in this quarter.", icon=":material/info:")
        return
    above = st.container()
    first = paging.offset(total, "moved", "accounts that moved")
    where = {"quarter": quarter, "owner_id": owner_id}
    frame = query("movement_accounts", **where, limit=paging.PAGE_SIZE, offset=first)
    listed = frame.to_dicts()
    words = frame.with_columns(
        pl.Series("movement", [account_words.MOVES.get(r["movement"], "—") for r in listed]),
        pl.Series("nps_class", [account_words.MARKS.get(r["nps_class"], "—") for r in listed]),
    )
    with above:
        grid(
            words,
            alt="Accounts that moved",
            columns={
                "name": st.column_config.TextColumn("Account", pinned=True),
                "account_id": "Account id",
                "owner": "Owner",
                "movement": "Movement",
                "matched_change": number_column("Change, score points", "%+.1f"),
                "n_matched": "Contacts that answered again",
                "largest_fall": "Largest fall of one contact, points",
                "account_nps": number_column("Account NPS", "%.0f"),
                "current_mrr_usd": st.column_config.NumberColumn("MRR", format="dollar"),
            },
        )
    paging.csv_of_all(
        "movement_accounts", publication_file_name("accounts_that_moved"), key="moved", **where
    )
