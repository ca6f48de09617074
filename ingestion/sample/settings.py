"""Size, seed and calendar of the fictional company; seeded random streams."""

from __future__ import annotations

import datetime as dt
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingestion.sample.dates import DAY, epoch, month_starts

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LAST_DAY = dt.date(2026, 6, 30)
CHUNK_ACCOUNTS = 10_000


@dataclass(frozen=True)
class Settings:
    """What the caller may choose. The company's history always ends on `LAST_DAY`."""

    accounts: int = 2_000
    months: int = 36
    seed: int = 7

    def __post_init__(self) -> None:
        if not 20 <= self.accounts <= 5_000_000:
            raise ValueError("accounts must lie between 20 and 5,000,000")
        if not 3 <= self.months <= 120:
            raise ValueError("months must lie between 3 and 120")
        if self.seed < 0:
            raise ValueError("seed must not be negative")

    @property
    def first_month(self) -> dt.date:
        """First day of the first month of history."""
        index = LAST_DAY.year * 12 + LAST_DAY.month - 1 - (self.months - 1)
        return dt.date(index // 12, index % 12 + 1, 1)

    @property
    def month_edges(self) -> Ints:
        """`months + 1` epoch seconds: the start of each month, and the end of the last."""
        return month_starts(self.first_month, self.months + 1)

    @property
    def as_of(self) -> int:
        """Midnight after the last day: every published figure is as of this instant."""
        return epoch(LAST_DAY) + DAY

    @property
    def cutoff(self) -> int:
        """The instant of the export, six hours after `as_of`: events stop here."""
        return self.as_of + 6 * 3600

    def month_at(self, year: int, month: int) -> int:
        """Index of a calendar month in this history (negative: before it)."""
        first = self.first_month
        return (year - first.year) * 12 + month - first.month

    @property
    def chunks(self) -> int:
        """Number of chunks of accounts, each generated and written on its own."""
        return -(-self.accounts // CHUNK_ACCOUNTS)


@dataclass(frozen=True)
class Streams:
    """Independent random streams, by chunk and by name: adding one never shifts another."""

    settings: Settings
    chunk: int

    def rng(self, name: str) -> np.random.Generator:
        """A fresh generator for one purpose."""
        s = self.settings
        words = [s.seed, s.accounts, s.months, self.chunk, zlib.crc32(name.encode())]
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence(words)))


def pick(rng: np.random.Generator, weights: list[float], n: int) -> Ints:
    """`n` draws of an index with the given weights."""
    p = np.asarray(weights, dtype=np.float64)
    return rng.choice(len(p), size=n, p=p / p.sum()).astype(np.int64)


def pick_rows(rng: np.random.Generator, table: Floats, rows: Ints) -> Ints:
    """One draw per element of `rows` from that row of a table of weights."""
    cumulative = np.cumsum(table / table.sum(axis=1, keepdims=True), axis=1)
    u = rng.random(len(rows))
    drawn: Ints = (u[:, None] > cumulative[rows][:, :-1]).sum(axis=1).astype(np.int64)
    return drawn
