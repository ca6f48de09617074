"""Adds up the truths of all chunks into the content of truth.json."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import numpy as np
import polars as pl

from ingestion.sample import life as lf
from ingestion.sample import names, story
from ingestion.sample.dates import DAY
from ingestion.sample.life import NEVER, Life
from ingestion.sample.plans import half_up
from ingestion.sample.population import LATENT, SEGMENTS, Accounts
from ingestion.sample.program import FX_SCALE, fx_rates
from ingestion.sample.relationship import Expected
from ingestion.sample.settings import Bools, Ints, Settings
from ingestion.sample.states import SPECIALS, States
from ingestion.sample.subscriptions import LINKS, Customers, override_target
from ingestion.sample.truth import month_ends


class Tally:
    """Running sums over chunks."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.counts: Counter[str] = Counter()
        self.expected = Expected()
        self.native = np.zeros((settings.months, len(names.CURRENCIES)), dtype=np.int64)
        self.usd = np.zeros(settings.months, dtype=np.int64)
        self.units = np.zeros(settings.months, dtype=np.int64)
        self.merged: list[tuple[str, str]] = []
        self.unmatched: list[str] = []
        self.frames: list[pl.DataFrame] = []

    def add(
        self,
        accounts: Accounts,
        life: Life,
        customers: Customers,
        states: States,
        invoices: pl.DataFrame,
        notes: pl.DataFrame,
        months: pl.DataFrame,
    ) -> None:
        """Add one chunk."""
        self._money(months)
        for kind, count in zip(
            SPECIALS, np.bincount(states.special, minlength=len(SPECIALS)), strict=True
        ):
            self.counts[f"cycles:{kind}"] += int(count)
        for link, count in zip(
            LINKS, np.bincount(customers.link, minlength=len(LINKS)), strict=True
        ):
            self.counts[f"customers:{link}"] += int(count)
        self.counts["changes"] += int(states.has_change.sum())
        self.counts["invoices"] += len(invoices)
        self.counts["credit_notes"] += len(notes)
        self.counts["internal_accounts"] += int(accounts.is_internal.sum())
        merged = np.flatnonzero(accounts.merged_into >= 0)
        self.merged += zip(
            accounts.ids.gather(merged).to_list(),
            accounts.ids.gather(accounts.merged_into[merged]).to_list(),
            strict=True,
        )
        self.frames.append(_account_rows(self.settings, accounts, life))

    def _money(self, months: pl.DataFrame) -> None:
        month, currency = months["month"].to_numpy(), months["currency"].to_numpy()
        native = months["native"].to_numpy()
        np.add.at(self.native, (month, currency), native)
        np.add.at(self.usd, month, to_usd_cents(self.settings, month, currency, native))
        self.units += np.bincount(
            months.select("unit", "month").unique()["month"].to_numpy(),
            minlength=self.settings.months,
        )

    def accounts_frame(self) -> pl.DataFrame:
        """One row per account with its latent class: for tests of planted rates."""
        return pl.concat(self.frames)


def to_usd_cents(settings: Settings, month: Ints, currency: Ints, native: Ints) -> Ints:
    """round(native × rate, 2) per unit and currency, half away from zero, in integers (R24)."""
    rates = np.ones((settings.months, len(names.CURRENCIES)), dtype=np.int64) * FX_SCALE
    for code, values in fx_rates(settings).items():
        # values[0] is the day before the first month; values[m + 1] is month m's last day.
        rates[:, names.CURRENCIES.index(code)] = values[1:]
    return half_up(native * rates[month, currency], FX_SCALE)


def _stands_alone(accounts: Accounts) -> Bools:
    merged = accounts.merged_into >= 0
    alone = ~merged
    alone[accounts.merged_into[merged]] = False
    alone[override_target(accounts)] = False
    return alone


def _account_rows(settings: Settings, accounts: Accounts, life: Life) -> pl.DataFrame:
    left = life.decided < NEVER
    return pl.DataFrame(
        {
            "account_id": accounts.ids,
            "latent_class": pl.Series(LATENT).gather(accounts.latent),
            "segment": pl.Series(SEGMENTS).gather(accounts.segment),
            "billing_interval": pl.Series(["month", "quarter", "year", "week"]).gather(
                accounts.interval
            ),
            "is_immune": accounts.immune,
            "is_held_out": life.held_out,
            # Nothing but its own subscriptions is billed under this account.
            "stands_alone": _stands_alone(accounts),
            "has_left": left,
            "decided_at": np.where(left, life.decided, 0),
            "ended_at": np.where(left, life.ended, 0),
            "first_paid_at": accounts.first_paid,
            "months_exposed": life.months_plain,
            "months_cared": life.months_cared,
            "left_while_cared": life.left_cared,
        }
    )


def _cents(value: int) -> str:
    return f"{value // 100}.{value % 100:02d}"


def _day(epoch_days: int) -> str:
    return (dt.date(1970, 1, 1) + dt.timedelta(days=epoch_days)).isoformat()


def _churn(frame: pl.DataFrame) -> list[dict[str, Any]]:
    rows = []
    real = frame.filter(~pl.col("is_immune"))
    for z, latent in enumerate(LATENT):
        for s, segment in enumerate(SEGMENTS):
            part = real.filter((pl.col("latent_class") == latent) & (pl.col("segment") == segment))
            hazard = float(lf.monthly_hazard(np.array([z]), np.array([s]))[0])
            rows.append(
                {
                    "latent_class": latent,
                    "segment": segment,
                    "monthly_hazard": hazard,
                    "annual_churn": float(-np.expm1(-12 * hazard)),
                    "accounts": len(part),
                    "months_exposed": float(part["months_exposed"].sum()),
                    "left": int(
                        part.filter(pl.col("has_left") & ~pl.col("left_while_cared")).height
                    ),
                    "months_cared": float(part["months_cared"].sum()),
                    "left_while_cared": int(part["left_while_cared"].sum()),
                }
            )
    return rows


def _quarantine(counts: Counter[str]) -> list[dict[str, Any]]:
    """Planted rows that the pipeline must quarantine, by source, entity and reason."""
    rows = []
    for key, count in sorted(counts.items()):
        if key.startswith("quarantined|"):
            _, entity, reason = key.split("|")
            source, name = entity.split(".")
            rows.append({"source": source, "entity": name, "reason": reason, "rows": count})
    return rows


def _expected(expected: Expected) -> dict[str, Any]:
    out: dict[str, Any] = {}
    total = [0.0, 0.0, 0.0]
    for key, (n, mean, variance) in sorted(expected.by_industry.items()):
        total = [total[0] + n, total[1] + mean, total[2] + variance]
        label = names.INDUSTRIES[int(key)] or "unknown"
        if n:
            out[label] = {"answers": int(n), "nps": 100 * mean / n, "se": 100 * variance**0.5 / n}
    n, mean, variance = total
    return {
        "all": {"answers": int(n), "nps": 100 * mean / n, "se": 100 * variance**0.5 / n},
        "industry": out,
    }


def summarise(tally: Tally) -> dict[str, Any]:
    """The content of truth.json."""
    settings = tally.settings
    path = []
    for month, day in enumerate(month_ends(settings).tolist()):
        native = {
            code: _cents(int(tally.native[month, c])) for c, code in enumerate(names.CURRENCIES)
        }
        path.append(
            {
                "month_end_date": _day(day),
                "mrr_usd": _cents(int(tally.usd[month])),
                "units": int(tally.units[month]),
                "native": native,
            }
        )
    return {
        "seed": settings.seed,
        "accounts": settings.accounts,
        "months": settings.months,
        "as_of": _day(settings.as_of // DAY),
        "mrr": path,
        "churn": _churn(tally.accounts_frame()),
        "loop": {
            "hazard_reduction": lf.LOOP_EFFECT,
            "days": lf.EFFECT_DAYS,
            "program_start": "{}-{:02d}".format(*story.PROGRAM_START),
        },
        "expected_relationship_nps": _expected(tally.expected),
        "merged_accounts": [{"account_id": a, "survivor_id": b} for a, b in tally.merged],
        "unmatched_customers": sorted(tally.unmatched),
        "quarantine": _quarantine(tally.counts),
        "counts": {k: v for k, v in sorted(tally.counts.items()) if "|" not in k},
    }
