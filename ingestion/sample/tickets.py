"""Support tickets: who wrote when, who answered how fast."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingestion.sample import story
from ingestion.sample.dates import DAY
from ingestion.sample.life import Life
from ingestion.sample.population import Accounts, Contacts
from ingestion.sample.settings import Bools, Ints, Settings, Streams, pick

AGENTS = 12


@dataclass
class Tickets:
    """One row per ticket of a chunk; `solved` 0 while open."""

    key: Ints
    account: Ints
    contact: Ints
    agent: Ints
    created: Ints
    solved: Ints
    reopens: Ints
    priority: Ints
    crisis: Bools


def _contact_of(
    contacts: Contacts, accounts: Accounts, account: Ints, rng: np.random.Generator
) -> Ints:
    """A random contact of each account (contacts stand in account order)."""
    count = np.bincount(contacts.account, minlength=accounts.size)
    first = np.cumsum(count) - count
    return np.asarray(first[account] + (rng.random(len(account)) * count[account]).astype(np.int64))


def make_tickets(
    settings: Settings, accounts: Accounts, contacts: Contacts, life: Life, streams: Streams
) -> Tickets:
    """Tickets of active customers: unhappy and large ones write more often."""
    rng = streams.rng("tickets")
    edges = settings.month_edges
    rate = (
        np.array([0.14, 0.20, 0.38])[accounts.latent] * np.array([0.6, 1.0, 2.2])[accounts.segment]
    )
    middle = edges[:-1] + 15 * DAY
    active = (accounts.first_paid[:, None] < middle) & (middle < life.ended[:, None])
    active |= (life.restart[:, None] < middle) & (middle < life.restart_ended[:, None])
    active &= ~accounts.is_prospect[:, None]
    count = rng.poisson(rate[:, None] * active)
    account, month = np.divmod(np.repeat(np.arange(count.size), count.ravel()), settings.months)
    n = len(account)
    span = edges[month + 1] - edges[month]
    created = edges[month] + (rng.random(n) * span).astype(np.int64)
    if n:
        # Somebody wrote in the night of the export: support data reach the day of the truth.
        created[np.argmax(created)] = settings.as_of + 3600
    bad_times = np.array([story.in_crisis(settings, m) for m in range(settings.months)])
    crisis = bad_times[month] & np.isin(accounts.country[account], [1, 2, 3])
    hours = rng.exponential(18, n) * np.where(crisis, 9, 1) + 0.5
    solved = created + (hours * 3600).astype(np.int64)
    return Tickets(
        key=streams.chunk * 10_000_000 + 1_000 + np.arange(n),
        account=account,
        contact=_contact_of(contacts, accounts, account, rng),
        agent=rng.integers(0, AGENTS, n),
        created=created,
        solved=np.where(solved < settings.cutoff, solved, 0),
        reopens=rng.poisson(np.where(crisis, 0.6, 0.08)),
        priority=pick(rng, [2.0, 5.0, 2.0, 1.0], n),
        crisis=crisis,
    )
