"""Subscriptions and their billing cycles: the planted states from which MRR follows exactly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingestion.sample.dates import DAY, add_months, months_between
from ingestion.sample.life import NEVER, Life
from ingestion.sample.plans import COUPONS, INTERVAL_MONTHS
from ingestion.sample.population import Accounts
from ingestion.sample.settings import Bools, Ints, Settings, Streams, pick

EXCLUSIVE, INCLUSIVE = 1, 2
NO_COUPON = len(COUPONS)


@dataclass
class Subscriptions:
    """One row per subscription of a chunk. `account` −1: a customer nobody can match."""

    key: Ints
    account: Ints
    customer: Ints
    tier: Ints
    interval: Ints
    currency: Ints
    start: Ints
    trial_days: Ints
    leaves: Ints
    seats: Ints
    coupon: Ints
    tax: Ints
    alone: Bools
    split: Bools
    unit: Ints

    @property
    def size(self) -> int:
        """Number of subscriptions."""
        return len(self.key)


@dataclass
class Customers:
    """One row per Stripe customer; `link` says how the pipeline may find its account."""

    key: Ints
    account: Ints
    owner: Ints
    link: Ints
    created: Ints
    currency: Ints


def override_target(accounts: Accounts) -> int:
    """The account to which a hand correction gives an unknown customer."""
    plain = ~accounts.immune & (accounts.merged_into < 0)
    return int(np.flatnonzero(plain)[-1])


LINKS = ["id18", "id15", "email", "domain", "unmatched", "free_mail"]


def make_customers(accounts: Accounts, streams: Streams) -> Customers:
    """A customer per billed account, and a few that belong to nobody in the CRM."""
    rng = streams.rng("customers")
    billed = np.flatnonzero(~accounts.is_prospect & ~accounts.by_hand)
    link = pick(rng, [78.0, 8.0, 7.0, 7.0], len(billed))
    merged = accounts.merged_into[billed] >= 0
    link = np.where(merged & (link > 1), 0, link)
    link = np.where(accounts.is_internal[billed], 0, link)
    link = np.where((link == 3) & ~accounts.has_site[billed], 0, link)
    strangers = max(2, accounts.size // 150)
    base = streams.chunk * 1_000_000
    account = np.concatenate([billed, np.full(strangers, -1)])
    owner = account.copy()
    # A hand correction (program/identity_overrides) gives the first stranger to an account.
    owner[len(billed)] = override_target(accounts)
    start, stop = accounts.first_paid.min(), accounts.first_paid.max()
    born = start + (rng.random(strangers) * (stop - start)).astype(np.int64)
    return Customers(
        key=base + np.arange(len(billed) + strangers),
        account=account,
        owner=owner,
        link=np.concatenate([link, 4 + np.arange(strangers) % 2]),
        created=np.concatenate([(accounts.first_paid - accounts.trial_days * DAY)[billed], born]),
        currency=np.concatenate([accounts.currency[billed], np.zeros(strangers, dtype=np.int64)]),
    )


def _first(accounts: Accounts, life: Life, customers: Customers) -> dict[str, Ints]:
    known = np.flatnonzero(customers.account >= 0)
    a = customers.account[known]
    return {
        "account": a,
        "customer": known,
        "tier": accounts.tier[a],
        "interval": accounts.interval[a],
        "currency": accounts.currency[a],
        "start": accounts.first_paid[a],
        "trial_days": accounts.trial_days[a],
        "leaves": life.decided[a],
        "seats": accounts.seats[a],
    }


def _again(accounts: Accounts, life: Life, customers: Customers) -> dict[str, Ints]:
    """Accounts that came back: a new subscription of the same customer."""
    known = np.flatnonzero(customers.account >= 0)
    back = known[life.restart[customers.account[known]] < NEVER]
    a = customers.account[back]
    return {
        "account": a,
        "customer": back,
        "tier": accounts.tier[a],
        "interval": accounts.interval[a],
        "currency": accounts.currency[a],
        "start": life.restart[a],
        "trial_days": np.zeros(len(a), dtype=np.int64),
        "leaves": life.restart_ended[a] - 1,
        "seats": np.maximum(accounts.seats[a] * 3 // 4, 2),
    }


def _second(
    accounts: Accounts, life: Life, customers: Customers, rng: np.random.Generator
) -> dict[str, Ints]:
    """A second subscription beside the first, ending no later than it."""
    known = np.flatnonzero(customers.account >= 0)
    both = known[rng.random(len(known)) < 0.02]
    a = customers.account[both]
    start = accounts.first_paid[a] + rng.integers(100, 300, len(a)) * DAY
    fits = (start < life.decided[a]) & (life.restart[a] == NEVER)
    a, both, start = a[fits], both[fits], start[fits]
    return {
        "account": a,
        "customer": both,
        "tier": np.zeros(len(a), dtype=np.int64),
        "interval": np.zeros(len(a), dtype=np.int64),
        "currency": accounts.currency[a],
        "start": start,
        "trial_days": np.zeros(len(a), dtype=np.int64),
        "leaves": life.decided[a],
        "seats": np.full(len(a), 10, dtype=np.int64),
    }


def _strangers(customers: Customers, rng: np.random.Generator) -> dict[str, Ints]:
    who = np.flatnonzero(customers.account < 0)
    n = len(who)
    stay = (rng.exponential(20, n) * 30 * DAY).astype(np.int64) + 60 * DAY
    zero = np.zeros(n, dtype=np.int64)
    return {
        "account": np.full(n, -1, dtype=np.int64),
        "customer": who,
        "tier": zero,
        "interval": zero,
        "currency": zero,
        "start": customers.created[who],
        "trial_days": zero,
        "leaves": customers.created[who] + stay,
        "seats": rng.integers(5, 20, n),
    }


def make_subscriptions(
    settings: Settings, accounts: Accounts, life: Life, customers: Customers, streams: Streams
) -> Subscriptions:
    """Everything that is billed to one chunk of accounts."""
    rng = streams.rng("subscriptions")
    parts = [
        _first(accounts, life, customers),
        _again(accounts, life, customers),
        _second(accounts, life, customers, rng),
        _strangers(customers, rng),
    ]
    rows = {k: np.concatenate([p[k] for p in parts]) for k in parts[0]}
    keep = rows["start"] < settings.as_of
    rows = {k: v[keep] for k, v in rows.items()}
    n = len(rows["start"])
    coupon = pick(rng, [4.0, 4.0, 4.0, 5.0, 3.0, 4.0, 2.0, 74.0], n)
    flat = np.array([c.amount_off > 0 for c in COUPONS] + [False])[coupon]
    coupon[flat & ((rows["currency"] != 0) | (rows["interval"] != 0))] = NO_COUPON
    coupon[rows["interval"] == 3] = NO_COUPON
    tax = np.where(np.isin(rows["currency"], [1, 2]), EXCLUSIVE, 0)
    inclusive = (tax == EXCLUSIVE) & (coupon == NO_COUPON) & (rng.random(n) < 0.25)
    tax[inclusive] = INCLUSIVE
    of_unit = _unit(accounts, customers.owner[rows["customer"]], rows["customer"])
    per_unit = np.unique(of_unit, return_inverse=True)[1]
    alone = np.bincount(per_unit)[per_unit] == 1
    split = (rows["tier"] == 3) & (rows["interval"] == 0) & (coupon == NO_COUPON)
    split &= (tax != INCLUSIVE) & (rows["seats"] >= 60) & (rng.random(n) < 0.6)
    base = streams.chunk * 1_000_000
    return Subscriptions(
        key=base + np.arange(n),
        coupon=coupon,
        tax=tax,
        alone=alone,
        split=split,
        unit=of_unit,
        **rows,
    )


def _unit(accounts: Accounts, account: Ints, customer: Ints) -> Ints:
    """The ledger's unit (R17): surviving account, or a negative number per unmatched customer."""
    into = np.append(accounts.merged_into, -1)[account]
    survivor = np.where(into >= 0, into, account)
    return np.where(account >= 0, survivor, -1 - customer)


@dataclass
class Cycles:
    """One row per billing period, in order of (subscription, k)."""

    sub: Ints
    k: Ints
    start: Ints
    end: Ints
    is_last: Bools

    @property
    def size(self) -> int:
        """Number of cycles."""
        return len(self.sub)


def make_cycles(settings: Settings, subs: Subscriptions) -> Cycles:
    """Periods that began before the export; the last is the one in which the customer left."""
    months = INTERVAL_MONTHS[subs.interval]
    step = np.maximum(months, 1)
    by_month = months_between(subs.start, settings.cutoff) // step + 2
    by_week = (settings.cutoff - subs.start) // (7 * DAY) + 2
    count = np.where(months == 0, by_week, by_month)
    sub = np.repeat(np.arange(subs.size), count)
    k = np.arange(len(sub)) - np.repeat(np.cumsum(count) - count, count)
    start, end = _bounds(subs, sub, k), _bounds(subs, sub, k + 1)
    keep = (start < settings.cutoff) & ((k == 0) | (start < subs.leaves[sub]))
    sub, k, start, end = sub[keep], k[keep], start[keep], end[keep]
    final = np.append(sub[1:] != sub[:-1], True)
    return Cycles(sub, k, start, end, final & (end >= subs.leaves[sub]))


def _bounds(subs: Subscriptions, sub: Ints, k: Ints) -> Ints:
    months = INTERVAL_MONTHS[subs.interval[sub]]
    anchor = subs.start[sub]
    return np.where(months == 0, anchor + k * 7 * DAY, add_months(anchor, k * months))
