"""Stripe's customers and subscriptions as API objects."""

from __future__ import annotations

import numpy as np
import polars as pl

from ingestion.sample import states as st
from ingestion.sample.dates import DAY
from ingestion.sample.files import Landing
from ingestion.sample.ids import tokens
from ingestion.sample.names import CURRENCIES
from ingestion.sample.plans import (
    COUPONS,
)
from ingestion.sample.population import Accounts, Contacts
from ingestion.sample.settings import Ints, Settings
from ingestion.sample.states import States
from ingestion.sample.stripe_lines import text
from ingestion.sample.subscriptions import NO_COUPON, Customers, Cycles, Subscriptions


def customer_ids(customers: Customers) -> pl.Series:
    """Stripe ids of a chunk's customers."""
    return tokens("cus_", customers.key)


def write_customers(
    landing: Landing, accounts: Accounts, contacts: Contacts, customers: Customers
) -> pl.DataFrame:
    """Customers with 18- or 15-character CRM ids, or only an e-mail. Returns what truth needs."""
    known = customers.account >= 0
    at = np.maximum(customers.account, 0)
    first_contact = np.full(accounts.size, 0)
    rows = np.arange(contacts.size)[::-1]
    first_contact[contacts.account[rows]] = rows
    ids = accounts.ids.gather(at)
    stranger = pl.Series(customers.key).cast(pl.String)
    frame = pl.DataFrame(
        {
            "id": customer_ids(customers),
            "link": customers.link,
            "account": customers.account,
            "account_id": pl.select(
                pl.when(pl.Series(known)).then(ids).otherwise(None)
            ).to_series(),
            "contact": contacts.emails.gather(first_contact[at]),
            "billing": "billing@" + accounts.domains.gather(at),
            "stranger": "accounts@stranger" + stranger + ".example",
            "free": "owner" + stranger + "@gmail.com",
            "created": customers.created,
            "currency": customers.currency,
        }
    ).with_columns(
        pl.when(pl.col("link") == 4)
        .then("stranger")
        .when(pl.col("link") == 5)
        .then("free")
        .when(pl.col("link") == 2)
        .then(pl.col("contact").str.to_uppercase())
        .otherwise("billing")
        .alias("email"),
        pl.when(pl.col("link") == 0)
        .then("account_id")
        .when(pl.col("link") == 1)
        .then(pl.col("account_id").str.head(15))
        .alias("reference"),
    )
    common: list[pl.Expr] = [
        pl.col("id"),
        pl.lit("customer").alias("object"),
        pl.col("email"),
        pl.col("created"),
        text(CURRENCIES, "currency").alias("currency"),
        pl.lit(False).alias("deleted"),
        pl.lit(None, dtype=pl.String).alias("discount"),
    ]
    path = "stripe/customers/customers_1.ndjson"
    marked = frame.filter(pl.col("reference").is_not_null())
    metadata = pl.struct(salesforce_account_id="reference").alias("metadata")
    landing.ndjson(path, marked.select(*common, metadata))
    rest = frame.filter(pl.col("reference").is_null())
    landing.ndjson(
        path, rest.select(*common, pl.struct(source=pl.lit("checkout")).alias("metadata"))
    )
    return frame


def _endings(
    settings: Settings, subs: Subscriptions, cycles: Cycles, states: States
) -> tuple[Ints, Ints, Ints]:
    """Per subscription: position of its last cycle, when it ended (0: not), current start."""
    last = np.zeros(subs.size, dtype=np.int64)
    last[cycles.sub] = np.arange(cycles.size)
    early = np.isin(states.special[last], [st.CANCEL_CREDIT, st.CANCEL_PLAIN, st.REFUND_END])
    end = np.where(early, states.cut_at[last], cycles.end[last])
    ended = np.where(cycles.is_last[last] & (end < settings.cutoff), end, 0)
    return last, ended, end


def write_subscriptions(
    landing: Landing,
    settings: Settings,
    subs: Subscriptions,
    cycles: Cycles,
    states: States,
    customers: pl.Series,
) -> None:
    """Subscriptions in their final state; a few that leave at their period's end still run."""
    last, ended, end = _endings(settings, subs, cycles, states)
    failed = np.isin(states.special[last], [st.END_UNCOLLECTIBLE, st.END_OPEN])
    frame = pl.DataFrame(
        {
            "key": subs.key,
            "customer": customers.gather(subs.customer),
            "start": subs.start,
            "trial": subs.trial_days * DAY,
            "ended": ended,
            "end": end,
            "coupon": subs.coupon,
            "leaving": cycles.is_last[last],
            "failed": failed,
            "currency": subs.currency,
            "from": cycles.start[last],
            "to": cycles.end[last],
            "asked": np.minimum(np.maximum(subs.leaves, cycles.start[last]), end),
        }
    )
    item = pl.struct(
        object=pl.lit("list"),
        data=pl.concat_list(
            pl.struct(id=tokens("si_", subs.key * 100), object=pl.lit("subscription_item"))
        ),
    ).alias("items")
    discount = pl.struct(
        id=tokens("di_", subs.key),
        object=pl.lit("discount"),
        coupon=pl.struct(id=text([c.code for c in COUPONS], "coupon"), object=pl.lit("coupon")),
    )
    open_ended = pl.col("ended") == 0
    has_trial = pl.col("trial") > 0
    begun = pl.col("start") - pl.col("trial")
    frame = frame.with_columns(item, tokens("sub_1", subs.key, 22).alias("id")).select(
        "id",
        pl.lit("subscription").alias("object"),
        "customer",
        pl.when(open_ended).then(pl.lit("active")).otherwise(pl.lit("canceled")).alias("status"),
        begun.alias("created"),
        begun.alias("start_date"),
        pl.when(has_trial).then(begun).alias("trial_start"),
        pl.when(has_trial).then(pl.col("start")).alias("trial_end"),
        pl.when(pl.col("leaving")).then("asked").alias("canceled_at"),
        pl.when(~open_ended).then("ended").alias("ended_at"),
        (pl.col("leaving") & open_ended).alias("cancel_at_period_end"),
        pl.col("from").alias("current_period_start"),
        pl.col("to").alias("current_period_end"),
        pl.when(pl.col("coupon") < NO_COUPON).then(discount).alias("discount"),
        "items",
        text(CURRENCIES, "currency").alias("currency"),
    )
    landing.ndjson("stripe/subscriptions/subscriptions_1.ndjson", frame)
