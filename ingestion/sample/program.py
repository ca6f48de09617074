"""The program's own files: exchange rates, exceptions, and what program_plans.py writes."""

from __future__ import annotations

import numpy as np
import polars as pl

from ingestion.sample import story
from ingestion.sample.dates import DAY, stamp
from ingestion.sample.files import Landing
from ingestion.sample.life import Life
from ingestion.sample.population import Accounts
from ingestion.sample.program_plans import write_costs, write_plans, write_programs
from ingestion.sample.settings import Ints, Settings, Streams
from ingestion.sample.subscriptions import override_target

FX_SCALE = 10_000_000


def fx_rates(settings: Settings) -> dict[str, Ints]:
    """US dollars × 10⁷ per unit of each foreign currency, for the day before the first month and
    every month-end.

    Every rate has seven decimals and no factor of 2 or 5 in them, so that no amount of money below
    50,000.00 converts to exactly half a cent.
    """
    rng = Streams(settings, 0).rng("fx")
    out = {}
    for currency, start, low, high in (
        ("eur", 1.09, 0.98, 1.20),
        ("gbp", 1.27, 1.15, 1.38),
        ("jpy", 0.0069, 0.0058, 0.0078),
    ):
        steps = rng.normal(0, 0.014, settings.months + 1)
        level = np.clip(start * np.exp(np.cumsum(steps)), low, high)
        whole = np.rint(level * FX_SCALE).astype(np.int64) // 10 * 10 + 3
        out[currency] = whole
    return out


def _fx(landing: Landing, settings: Settings) -> None:
    days = settings.month_edges - DAY
    rows = [
        pl.DataFrame(
            {
                "rate_date": days,
                "currency": pl.Series([code]).gather(np.zeros(len(days), dtype=np.int64)),
                "usd_rate": pl.Series(
                    [f"{v // FX_SCALE}.{v % FX_SCALE:07d}" for v in rates.tolist()]
                ),
            }
        )
        for code, rates in fx_rates(settings).items()
    ]
    landing.csv(
        "program/fx_rates/fx_rates.csv",
        pl.concat(rows).with_columns(stamp("rate_date", "%Y-%m-%d")),
    )


def write_program(landing: Landing, settings: Settings) -> None:
    """Everything that does not depend on the accounts."""
    write_programs(landing)
    _fx(landing, settings)
    write_costs(landing, settings)
    write_plans(landing, settings)


def write_holdout(landing: Landing, settings: Settings, accounts: Accounts, life: Life) -> None:
    """The random fifth of the small accounts whose loops are withheld, and who is treated."""
    start = settings.month_at(*story.PROGRAM_START)
    if not 0 <= start < settings.months:
        return
    day = pl.from_epoch(pl.Series([int(settings.month_edges[start])])).dt.strftime("%Y-%m-%d")[0]
    small = (accounts.segment == 0) & ~accounts.is_prospect & ~accounts.is_internal
    group = np.where(life.held_out, "holdout", "treated")
    landing.csv(
        "program/holdout/holdout.csv",
        pl.DataFrame(
            {
                "account_id": accounts.ids,
                "assigned_on": pl.Series([day]).gather(np.zeros(accounts.size, dtype=np.int64)),
                "group": pl.Series(group.tolist()),
            }
        ).filter(pl.Series(small)),
    )


def write_overrides(landing: Landing, accounts: Accounts, customers: pl.DataFrame) -> None:
    """A hand correction: a customer that only a person could recognise."""
    strangers = customers.filter(pl.col("link") == 4)
    target = override_target(accounts)
    landing.csv(
        "program/identity_overrides/identity_overrides.csv",
        pl.DataFrame(
            {
                "source": ["stripe"],
                "source_id": [strangers["id"][0]],
                "account_id": [accounts.ids[target]],
                "reason": ["confirmed by finance"],
            }
        ),
    )
