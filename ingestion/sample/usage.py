"""Product usage: one row per account, feature and sampled day (one weekday of each week)."""

from __future__ import annotations

import numpy as np
import polars as pl

from ingestion.sample.dates import DAY
from ingestion.sample.files import Landing
from ingestion.sample.ids import mix
from ingestion.sample.life import Life
from ingestion.sample.names import FEATURES
from ingestion.sample.population import Accounts
from ingestion.sample.settings import Settings, Streams


def write_usage(
    landing: Landing, settings: Settings, accounts: Accounts, life: Life, streams: Streams
) -> int:
    """Half-yearly Parquet files; usage grows with promoters and fades before others leave."""
    rng = streams.rng("usage")
    last = settings.as_of - DAY
    days = np.arange(last, int(settings.month_edges[0]) - 1, -7 * DAY, dtype=np.int64)[::-1]
    year = days.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64) // 6
    count = 2 + (mix(accounts.index, "features") % np.uint64(4)).astype(np.int64)
    ids = accounts.ids
    short = pl.Series(accounts.index % 20 == 7)
    ids = pl.select(pl.when(short).then(ids.str.head(15)).otherwise(ids)).to_series()
    rows = 0
    for half in np.unique(year):
        mine = days[year == half]
        active = (accounts.first_paid[:, None] < mine) & (mine < life.ended[:, None])
        active |= (life.restart[:, None] < mine) & (mine < life.restart_ended[:, None])
        active &= ~accounts.is_prospect[:, None]
        account, day = np.nonzero(active)
        n = count[account]
        pair = np.repeat(np.arange(len(account)), n)
        feature = np.arange(len(pair)) - np.repeat(np.cumsum(n) - n, n)
        a, date = account[pair], mine[day[pair]]
        slope = np.array([0.10, 0.0, -0.18])[accounts.latent[a]]
        age = (date - accounts.first_paid[a]) / (365 * DAY)
        users = np.maximum(accounts.seats[a] * np.exp(slope * age) * (0.7 - 0.1 * feature), 1.0)
        active_users = np.maximum(rng.poisson(users), 1)
        events = active_users * (3 + feature) + rng.poisson(4, len(a))
        name = (feature + accounts.index[a]) % len(FEATURES)
        frame = pl.DataFrame(
            {
                "account_id": ids.gather(a),
                "usage_date": pl.Series((date // DAY).astype(np.int32)).cast(pl.Date),
                "feature": pl.Series(FEATURES).gather(name),
                "events": events,
                "active_users": active_users,
            }
        )
        label = f"{1970 + half // 2}H{half % 2 + 1}"
        landing.parquet(f"product_usage/daily/usage_{label}.parquet", frame)
        rows += len(frame)
    return rows
