"""Vectorised calendar arithmetic on epoch seconds (UTC)."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
from numpy.typing import NDArray

Ints = NDArray[np.int64]
DAY = 86_400


def epoch(day: dt.date) -> int:
    """Epoch seconds of midnight UTC."""
    return (day - dt.date(1970, 1, 1)).days * DAY


def month_starts(first: dt.date, count: int) -> Ints:
    """Epoch seconds of the first instants of `count` months from `first` on."""
    base = np.datetime64(f"{first.year:04d}-{first.month:02d}", "M")
    days = (base + np.arange(count)).astype("datetime64[D]")
    return days.astype(np.int64) * DAY


def add_months(ts: Ints, months: Ints) -> Ints:
    """The same day of the month later, clamped to the month's length; the time of day stays."""
    days, seconds = np.divmod(ts, DAY)
    date = days.astype("datetime64[D]")
    month = date.astype("datetime64[M]")
    day_of_month = (date - month.astype("datetime64[D]")).astype(np.int64)
    target = month + months
    length = ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(
        np.int64
    )
    day = np.minimum(day_of_month, length - 1)
    moved: Ints = (target.astype("datetime64[D]").astype(np.int64) + day) * DAY + seconds
    return moved


def months_between(start: Ints, end: Ints | int) -> Ints:
    """Calendar months from the month of `start` to the month of `end`."""
    a = (start // DAY).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    b = (np.asarray(end) // DAY).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return np.asarray(b - a, dtype=np.int64)


def stamp(name: str, pattern: str = "%Y-%m-%dT%H:%M:%S.000Z") -> pl.Expr:
    """A column of epoch seconds as text."""
    return pl.from_epoch(pl.col(name), time_unit="s").dt.strftime(pattern).alias(name)


def working_time(rng: np.random.Generator, days: Ints) -> Ints:
    """A second between 09:00 and 18:00 UTC of each day given as epoch seconds of midnight."""
    return days // DAY * DAY + rng.integers(9 * 3600, 18 * 3600, len(days))
