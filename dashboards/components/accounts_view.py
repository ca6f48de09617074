"""The list of accounts: search, filters, order, one page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import account_words, paging, wording
from dashboards.components.columns import config, in_words
from dashboards.components.filters import pick
from dashboards.components.publication import facts
from dashboards.components.states import nothing
from dashboards.components.tables import number_column, publication_file_name
from dashboards.components.why import why
from dashboards.data import query

Row = Mapping[str, Any]
ADDRESS = "account"
SORTS = {
    "risk": "Highest churn risk first",
    "mrr": "Largest MRR first",
    "lowest_nps": "Lowest account NPS first",
    "highest_nps": "Highest account NPS first",
    "usage": "Largest fall in use first",
    "renewal": "Next renewal first",
    "tickets": "Most open tickets first",
    "name": "Name",
}
FIELDS = {
    "arr_band": "ARR band",
    "nps_class": "NPS class",
    "behavior_segment": "Segment by behavior",
}
ORDER = (
    "name", "nps_class", "account_nps", "behavior_segment", "mrr_usd", "risk_rank", "churn_risk",
    "reasons", "nps_trend", "usage_change", "open_loops", "open_tickets", "renewal_date",
    "last_response_at", "arr_band", "owner", "account_id",
)  # fmt: skip


def chosen() -> str | None:
    """The account in the address, if there is one."""
    return st.query_params.get(ADDRESS)


def choose(account_id: str) -> None:
    """Put an account into the address, and run the whole page on it."""
    st.query_params[ADDRESS] = account_id
    st.session_state["_accounts_shown"] = st.session_state.get("_accounts_shown", 0) + 1
    st.rerun()


def leave() -> None:
    """Go back to the list."""
    st.query_params.pop(ADDRESS, None)


def choose_owner() -> str:
    """The book to look at, of one owner or of all; kept in the address."""
    labels = choice_labels(query("accounts_choices"), "owner_id")
    owner = pick("Account owner", ["all", *labels], "owner_id", words=partial(_label, labels))
    return str(owner)


def filtered(owner_id: str) -> None:
    """Filters, and the list of an owner's accounts that they leave."""
    listing({**filters(), "owner_id": owner_id})


def filters() -> dict[str, str]:
    """Search, order and filters, all in the address."""
    choices = query("accounts_choices")
    left, right = st.columns(2)
    with left:
        search = st.text_input(
            "Search by name or account id",
            key="search",
            bind="query-params",
            icon=":material/search:",
            max_chars=100,
        )
    with right:
        sort = pick("Order", list(SORTS), "sort", words=lambda key: SORTS[key])
    given = {"search": (search or "").strip(), "sort": sort}
    for column, (field, label) in zip(st.columns(len(FIELDS)), FIELDS.items(), strict=True):
        labels = choice_labels(choices, field)
        with column:
            given[field] = pick(label, ["all", *labels], field, words=partial(_label, labels))
    return given


def _label(labels: Mapping[str, str], value: str) -> str:
    return labels.get(value, "All")


def choice_labels(choices: pl.DataFrame, field: str) -> dict[str, str]:
    """Values of a filter with their names; equal names are told apart by their value."""
    rows = choices.filter(pl.col("field") == field).to_dicts()
    named = {row["value"]: wording.name(row["label"]) for row in rows}
    often = {label for label in named.values() if list(named.values()).count(label) > 1}
    return {v: f"{label} ({v})" if label in often else label for v, label in named.items()}


def listing(given: dict[str, str]) -> None:
    """One page of the list; a row, or a choice below it, opens an account."""
    total = int(query("accounts_count", **_where(given))["accounts"][0])
    if total == 0:
        st.info("No account fits these filters.", icon=":material/search_off:")
        return
    above, below = st.container(), st.container()
    with below:
        first = paging.offset(total, "page", "accounts")
    frame = query("accounts", **given, limit=paging.PAGE_SIZE, offset=first)
    ids = frame["account_id"].to_list()
    with above:
        _grid(frame, ids)
    with below:
        names = dict(zip(ids, _names(frame), strict=True))
        st.selectbox(
            "Open an account of this page",
            ids,
            index=None,
            key=f"open-{_generation()}",
            format_func=lambda i: names.get(i, i),
            placeholder="Choose a row above, or an account here",
            on_change=_open_choice,
        )
        paging.csv_of_all("accounts", publication_file_name("accounts"), key="accounts", **given)
        why("behavior_segment", "marts.account_health", frame, key="accounts")


def _where(given: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in given.items() if key != "sort"}


def _generation() -> int:
    """Grows with every opened account, so that the list comes back without a selection."""
    return int(st.session_state.get("_accounts_shown", 0))


def _names(frame: pl.DataFrame) -> list[str]:
    return [f"{r['name'] or 'Without name'} ({r['account_id']})" for r in frame.to_dicts()]


def _open_choice() -> None:
    account_id = st.session_state[f"open-{_generation()}"]
    if account_id:
        choose(account_id)


def _grid(frame: pl.DataFrame, ids: list[str]) -> None:
    key = f"grid-{_generation()}"

    def open_row() -> None:
        rows = st.session_state[key].selection.rows
        if rows and rows[0] < len(ids):
            choose(ids[rows[0]])

    st.dataframe(
        shown(frame),
        height="content",
        hide_index=True,
        column_config=columns(frame),
        placeholder="—",
        alt="Accounts; select a row to open it",
        key=key,
        on_select=open_row,
        selection_mode="single-row",
    )


def shown(frame: pl.DataFrame) -> pl.DataFrame:
    """Classes with their marks, use in per cent, and no risk where none may be shown."""
    listed = frame.to_dicts()
    words = frame.with_columns(
        pl.Series("nps_class", [account_words.MARKS.get(r["nps_class"], "—") for r in listed]),
        pl.Series("nps_trend", [account_words.MOVES.get(r["nps_trend"], "—") for r in listed]),
        pl.Series("usage_change", [account_words.usage(r["usage_change"]) for r in listed]),
        pl.Series("behavior_segment", [wording.name(r["behavior_segment"]) for r in listed]),
        pl.Series("arr_band", [wording.name(r["arr_band"]) for r in listed]),
    )
    kept = [c for c in ORDER if c != "churn_risk" or frame[c].null_count() < frame.height]
    return in_words(words.select(kept))


def columns(frame: pl.DataFrame) -> dict[str, Any]:
    """Headings, units and forms of the list."""
    return {
        **config(frame),
        "account_id": "Account id",
        "name": st.column_config.TextColumn("Account", width="medium", pinned=True),
        "arr_band": "ARR band",
        "account_nps": number_column("Account NPS", "%.0f", "Points, −100 to +100"),
        "nps_trend": "Same contacts, last quarter",
        "behavior_segment": "Segment",
        "mrr_usd": st.column_config.NumberColumn("MRR", format="dollar"),
        "risk_rank": number_column("Risk rank", "localized", "1 is the riskiest paying account"),
        "churn_risk": st.column_config.NumberColumn("Churn risk, 6 months", format="percent"),
        "usage_change": st.column_config.TextColumn("Use, 30 days", help="Against 30 days before"),
        "owner": "Owner",
        "reasons": st.column_config.TextColumn("Why it stands out", width="large"),
    }


def state(segments: pl.DataFrame) -> None:
    """When open work was counted, and whether risk is a rank or a probability."""
    if nothing(segments, "No account is published yet."):
        return
    row = segments.row(0, named=True)
    calibrated = bool(segments["is_risk_calibrated"].any())
    risk = (
        "Churn risk is the probability of losing at least half of the MRR within six months."
        if calibrated
        else "Churn risk is shown as a rank: the model's probabilities did not pass its checks."
    )
    st.caption(
        wording.plain(
            f"Scores and revenue with events before {wording.day(facts().get('survey_as_of'))}; "
            f"open loops and tickets as of {wording.moment(row['observed_at'])}. {risk}"
        )
    )
