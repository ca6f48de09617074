"""Who the customers are: accounts, their contacts, and what will become of them by nature."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from ingestion.sample import names
from ingestion.sample.dates import DAY
from ingestion.sample.ids import mix, salesforce_ids
from ingestion.sample.settings import (
    CHUNK_ACCOUNTS,
    Bools,
    Floats,
    Ints,
    Settings,
    Streams,
    pick,
    pick_rows,
)

SEGMENTS = ["smb", "mid_market", "enterprise"]
LATENT = ["promoter", "passive", "detractor"]
LATENT_BY_SEGMENT = np.array([[0.30, 0.38, 0.32], [0.40, 0.38, 0.22], [0.52, 0.34, 0.14]])
INTERVAL_BY_SEGMENT = np.array(
    [[0.66, 0.10, 0.16, 0.08], [0.40, 0.18, 0.42, 0.0], [0.22, 0.18, 0.60, 0.0]]
)
TIER_BY_SEGMENT = np.array([[0.6, 0.4, 0.0, 0.0], [0.0, 0.45, 0.55, 0.0], [0.0, 0.0, 0.3, 0.7]])
CONTACTS_BY_SEGMENT = np.array([2.0, 3.5, 6.0])


@dataclass
class Accounts:
    """One chunk of accounts, a numpy array per attribute (`index` is global, the rest local)."""

    index: Ints
    segment: Ints
    latent: Ints
    industry: Ints
    country: Ints
    currency: Ints
    product: Ints
    team: Ints
    owner: Ints
    tier: Ints
    interval: Ints
    first_paid: Ints
    trial_days: Ints
    seats: Ints
    is_internal: Bools
    is_prospect: Bools
    by_hand: Bools
    merged_into: Ints
    parent: Ints
    has_site: Bools
    ids: pl.Series
    domains: pl.Series

    @property
    def size(self) -> int:
        """Number of accounts in this chunk."""
        return len(self.index)

    @property
    def immune(self) -> Bools:
        """Accounts that never leave: our own, those never sold to, those invoiced by hand."""
        return self.is_internal | self.is_prospect | self.by_hand

    @property
    def created(self) -> Ints:
        """When the CRM record was made: before the trial or the first payment."""
        lead = 20 + (mix(self.index, "lead") % np.uint64(60)).astype(np.int64)
        return self.first_paid - (self.trial_days + lead) * DAY


@dataclass
class Contacts:
    """People at the accounts (`account` is the local position of their account)."""

    index: Ints
    account: Ints
    mood: Floats
    is_deleted: Bools
    ids: pl.Series
    emails: pl.Series
    first: pl.Series
    last: pl.Series
    titles: pl.Series
    created: Ints

    @property
    def size(self) -> int:
        """Number of contacts in this chunk."""
        return len(self.index)


def _start_times(rng: np.random.Generator, settings: Settings, n: int) -> Ints:
    """First payments: a base in the first quarter, then a growing flow of new customers."""
    edges = settings.month_edges
    months = settings.months
    weights = np.linspace(1.0, 2.2, months)
    weights[: min(3, months)] += 0.12 * weights.sum()
    month = pick(rng, list(weights), n)
    span = edges[month + 1] - edges[month]
    return edges[month] + (rng.random(n) * span).astype(np.int64)


def _seats(rng: np.random.Generator, segment: Ints) -> Ints:
    low = np.array([5, 30, 90])[segment]
    spread = np.array([1.6, 0.9, 1.3])[segment]
    return (low * np.exp(spread * rng.random(len(segment)) ** 1.5)).astype(np.int64)


def _merges(rng: np.random.Generator, n: int, eligible: Bools) -> Ints:
    """About 1.5% of the accounts are duplicates merged into the account that follows them."""
    into = np.full(n, -1, dtype=np.int64)
    chosen = np.flatnonzero((rng.random(n) < 0.015) & eligible & np.roll(eligible, -1))
    chosen = chosen[chosen < n - 1]
    chosen = chosen[np.diff(chosen, prepend=-10) > 1]
    into[chosen] = chosen + 1
    return into


def _domains(index: Ints) -> pl.Series:
    stem = pl.Series(names.STEMS).gather(index % len(names.STEMS)).str.to_lowercase()
    trade = pl.Series(names.TRADES).gather(index // len(names.STEMS) % len(names.TRADES))
    return pl.select(
        pl.concat_str(
            stem, trade.str.to_lowercase(), pl.Series(index).cast(pl.String), pl.lit(".example")
        )
    ).to_series()


def make_accounts(settings: Settings, streams: Streams) -> Accounts:
    """All attributes of one chunk of accounts."""
    rng = streams.rng("accounts")
    first = streams.chunk * CHUNK_ACCOUNTS
    n = min(CHUNK_ACCOUNTS, settings.accounts - first)
    index = np.arange(first, first + n, dtype=np.int64)
    segment = pick(rng, [0.58, 0.29, 0.13], n)
    country = pick(rng, names.COUNTRY_WEIGHTS, n)
    interval = pick_rows(rng, INTERVAL_BY_SEGMENT, segment)
    start = _start_times(rng, settings, n)
    trial = np.where((segment == 0) & (interval == 0) & (rng.random(n) < 0.5), 14, 0)
    is_internal = rng.random(n) < 0.006
    is_internal[min(3, n - 1)] = True
    is_prospect = (rng.random(n) < 0.03) & ~is_internal
    parent = np.where((rng.random(n) < 0.04) & (index > first), 0, -1)
    merged = _merges(rng, n, ~is_internal & ~is_prospect)
    into = np.zeros(n, dtype=np.bool_)
    into[merged[merged >= 0]] = True
    manual = np.flatnonzero((segment > 0) & (interval != 3) & (merged < 0) & ~into)
    manual = manual[~is_internal[manual] & ~is_prospect[manual]][: max(2, n // 300)]
    by_hand = np.zeros(n, dtype=np.bool_)
    by_hand[manual] = True
    # An internal account pays on the first of every month: an invoice on the export's day.
    own = min(3, n - 1)
    interval[own], trial[own] = 0, 0
    start[own] = settings.month_edges[0] + 2 * 3600
    # So does one that is invoiced by hand: every billing source reaches the export's day.
    interval[manual[:1]], start[manual[:1]] = 0, settings.month_edges[0] + 3 * 3600
    return Accounts(
        index=index,
        segment=segment,
        latent=pick_rows(rng, LATENT_BY_SEGMENT, segment),
        industry=pick(rng, names.INDUSTRY_WEIGHTS, n),
        country=country,
        currency=np.array(names.COUNTRY_CURRENCY)[country],
        product=pick(rng, [5.0, 3.0, 2.0], n),
        team=pick(rng, [4.0, 4.0, 2.0], n),
        owner=rng.integers(0, owners(settings), n),
        tier=pick_rows(rng, TIER_BY_SEGMENT, segment),
        interval=interval,
        first_paid=start,
        trial_days=trial,
        seats=_seats(rng, segment),
        is_internal=is_internal,
        is_prospect=is_prospect,
        by_hand=by_hand,
        merged_into=merged,
        parent=parent,
        has_site=(segment > 0) | (rng.random(n) < 0.8),
        ids=salesforce_ids("001", index),
        domains=_domains(index),
    )


def owners(settings: Settings) -> int:
    """Number of customer success managers."""
    return int(min(60, 6 + settings.accounts // 150))


def _titles(rng: np.random.Generator, rank: Ints) -> pl.Series:
    """The first contact is an executive more often; the second decides; the rest use."""
    table = np.array([[0.55, 0.30, 0.15], [0.15, 0.5, 0.35], [0.05, 0.15, 0.8]])
    kind = pick_rows(rng, table, np.minimum(rank, 2))
    words: list[list[str | None]] = [
        [*names.EXECUTIVE_TITLES],
        [*names.DECIDER_TITLES],
        [*names.USER_TITLES],
    ]
    sizes = np.array([len(w) for w in words], dtype=np.int64)
    offsets = np.cumsum(sizes) - sizes
    position = offsets[kind] + (rng.random(len(rank)) * sizes[kind]).astype(np.int64)
    return pl.Series([t for w in words for t in w], dtype=pl.String).gather(position)


def make_contacts(accounts: Accounts, streams: Streams) -> Contacts:
    """Several contacts per account; small ones sometimes write from a free-mail address."""
    rng = streams.rng("contacts")
    counts = 1 + rng.poisson(CONTACTS_BY_SEGMENT[accounts.segment] - 1)
    account = np.repeat(np.arange(accounts.size), counts)
    rank = np.arange(len(account)) - np.repeat(np.cumsum(counts) - counts, counts)
    n = len(account)
    index = accounts.index[account] * 100 + np.minimum(rank, 99)
    first = pl.Series(names.FIRST).gather(rng.integers(0, len(names.FIRST), n))
    last = pl.Series(names.LAST).gather(rng.integers(0, len(names.LAST), n))
    free = (accounts.segment[account] == 0) & (rng.random(n) < 0.15)
    free |= ~accounts.has_site[account] & (rng.random(n) < 0.5)
    host = pl.Series(names.FREE_MAIL).gather(rng.integers(0, len(names.FREE_MAIL), n))
    domain = accounts.domains.gather(account)
    emails = pl.select(
        pl.concat_str(
            first.str.to_lowercase(),
            pl.lit("."),
            last.str.to_lowercase(),
            pl.when(pl.Series(free))
            .then(pl.Series(index).cast(pl.String))
            .otherwise(
                pl.when(pl.Series(rank) > 0)
                .then(pl.Series(rank).cast(pl.String))
                .otherwise(pl.lit(""))
            ),
            pl.lit("@"),
            pl.when(pl.Series(free)).then(host).otherwise(domain),
        )
    ).to_series()
    created = accounts.created[account] + rng.integers(0, 20 * DAY, n)
    return Contacts(
        index=index,
        account=account,
        mood=rng.normal(0.0, 0.8, n),
        is_deleted=(rng.random(n) < 0.02) & (rank > 0),
        ids=salesforce_ids("003", index),
        emails=emails,
        first=first,
        last=last,
        titles=_titles(rng, rank),
        created=created,
    )
