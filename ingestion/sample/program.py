"""The program's own files: which survey is what, costs, exchange rates, plans, exceptions."""

from __future__ import annotations

import numpy as np
import polars as pl

from ingestion.sample import qualtrics_files as q
from ingestion.sample import story
from ingestion.sample.dates import DAY, stamp
from ingestion.sample.files import Landing
from ingestion.sample.life import Life
from ingestion.sample.other_surveys import IN_APP
from ingestion.sample.population import Accounts
from ingestion.sample.salesforce_out import owner_ids
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


def _costs(landing: Landing, settings: Settings) -> None:
    start = max(settings.month_at(*story.PROGRAM_START), 0)
    size = max(settings.accounts / 2_000, 0.15)
    rows = []
    for month in range(start, settings.months):
        label = pl.from_epoch(pl.Series([int(settings.month_edges[month])])).dt.strftime("%Y-%m")[0]
        rows += [
            (label, "platform", f"{2400 * size:.2f}", "USD", "survey tool"),
            (label, "staff", f"{7000 * size:.2f}", "EUR", "program manager"),
            (label, "loop_labor", f"{2600 * size:.2f}", "GBP", "time of customer success"),
        ]
        if month == start:
            rows += [
                (label, "integration", f"{18000 * size:.2f}", "USD", "CRM integration"),
                (label, "training", f"{6000 * size:.2f}", "USD", "closing the loop"),
            ]
    names = ["month", "cost_type", "amount", "currency", "note"]
    # A snapshot of last month, and the one in force: the file landed last replaces it.
    frame = pl.DataFrame(rows, schema=names, orient="row")
    landing.csv("program/costs/costs_2026-05.csv", frame.filter(pl.col("month") < "2026-06"))
    landing.csv("program/costs/costs_2026-06.csv", frame)


def _programs(landing: Landing) -> None:
    def row(
        source: str, survey: str, program: str, kind: str, trigger: str, comment: str, score: str
    ) -> dict[str, object]:
        return {
            "source": source,
            "survey_id": survey,
            "program": program,
            "survey_type": kind,
            "metric": "nps",
            "trigger": trigger,
            "score_field": score,
            "comment_field": comment,
            "scale_min": 0,
            "scale_max": 10,
        }

    landing.csv(
        "program/survey_programs/survey_programs.csv",
        pl.DataFrame(
            [
                row(
                    "qualtrics",
                    q.RELATIONSHIP,
                    "customer",
                    "relationship",
                    "quarterly",
                    "QID2_TEXT",
                    "QID1",
                ),
                row(
                    "qualtrics",
                    q.SUPPORT,
                    "customer",
                    "transactional",
                    "support",
                    "QID2_TEXT",
                    "QID1",
                ),
                row(
                    "qualtrics",
                    q.EMPLOYEE,
                    "employee",
                    "relationship",
                    "quarterly",
                    "QID2_TEXT",
                    "QID1",
                ),
                row(
                    "qualtrics",
                    q.PARTNER,
                    "partner",
                    "relationship",
                    "half_yearly",
                    "QID2_TEXT",
                    "QID1",
                ),
                row("generic", IN_APP, "customer", "transactional", "release", "comment", "score"),
            ]
        ),
    )


def _plans(landing: Landing, settings: Settings) -> None:
    items = [
        (
            "AI-1",
            "reliability",
            "Hotfix and rollback of the autumn release",
            "Platform",
            "2024-10-20",
            "2024-12-31",
            "2024-12-18",
            "No outage for 60 days",
        ),
        (
            "AI-2",
            "pricing",
            "Price protection for existing contracts",
            "Finance",
            "2025-05-05",
            "2025-09-30",
            "2025-09-10",
            "Pricing mentions halve",
        ),
        (
            "AI-3",
            "support",
            "Second support shift in Europe",
            "Support",
            "2025-10-15",
            "2025-12-31",
            "2025-12-29",
            "First reply within four hours",
        ),
        (
            "AI-4",
            "onboarding",
            "Guided import",
            "Product",
            "2026-02-01",
            "2026-09-30",
            None,
            "Live within a week",
        ),
    ]
    names = [
        "action_item_id",
        "theme",
        "title",
        "owner",
        "opened_on",
        "due_on",
        "shipped_on",
        "success_criterion",
    ]
    landing.csv(
        "program/action_items/action_items.csv", pl.DataFrame(items, schema=names, orient="row")
    )
    goals = [
        ("relationship_nps", "40", "2026-12-31", "CX"),
        ("grr", "0.90", "2026-12-31", "CS"),
        ("nrr", "1.10", "2026-12-31", "CS"),
        ("response_rate", "0.35", "2026-12-31", "CX"),
        ("closure_rate", "0.80", "2026-12-31", "CS"),
    ]
    landing.csv(
        "program/goals/goals.csv",
        pl.DataFrame(goals, schema=["kpi", "target", "due_on", "owner"], orient="row"),
    )
    owner = owner_ids(settings)
    routing = [
        ("theme", "support", "Support", owner[0], 40),
        ("theme", "reliability", "Platform", owner[1], 30),
        ("arr_band", "enterprise", "Strategic", owner[2], 25),
        ("segment", "all", "Success", owner[3], 60),
    ]
    landing.csv(
        "program/routing/routing.csv",
        pl.DataFrame(
            routing,
            schema=["match_on", "match_value", "team", "owner_id", "capacity"],
            orient="row",
        ),
    )


def write_program(landing: Landing, settings: Settings) -> None:
    """Everything that does not depend on the accounts."""
    _programs(landing)
    _fx(landing, settings)
    _costs(landing, settings)
    _plans(landing, settings)


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
