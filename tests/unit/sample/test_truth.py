from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from ingestion.sample import life as lf
from ingestion.sample import truth as tr
from ingestion.sample.population import make_accounts, make_contacts
from ingestion.sample.settings import Settings, Streams

from .reference_ledger import Ledger, usd_by_month


def test_the_planted_path_is_what_the_invoices_say(sample: Path, truth: dict[str, Any]) -> None:
    ledger = Ledger(sample, dt.date.fromisoformat(truth["as_of"]))
    ends = [dt.date.fromisoformat(row["month_end_date"]) for row in truth["mrr"]]
    invoiced = usd_by_month(sample, ledger, ends)
    assert invoiced == [Fraction(row["mrr_usd"]) for row in truth["mrr"]]
    assert len(ends) == truth["months"]
    assert invoiced[-1] > invoiced[0] > 0


def test_the_sample_holds_every_kind_of_mishap(truth: dict[str, Any]) -> None:
    counts = truth["counts"]
    missing = [k for k, v in counts.items() if k.startswith("cycles:") and v == 0]
    assert len(missing) <= 3, missing
    assert counts["changes"] > 20
    assert counts["duplicate_files"] == 1
    assert truth["merged_accounts"]
    assert truth["unmatched_customers"]


@pytest.mark.parametrize(
    ("gap", "carried"), [(1, True), (31, True), (32, False), (200, False)]
)  # fmt: skip
def test_gaps_up_to_the_grace_period_are_carried(gap: int, carried: bool) -> None:
    spans = pl.DataFrame(
        {
            "unit": [1, 1], "currency": [0, 0], "starts": [100, 200 + gap],
            "ends": [200, 500], "rate": [1000, 1500],
        }
    )  # fmt: skip
    segments = tr.unit_segments(spans).select("starts", "ends", "level").rows()
    middle = [(200, 200 + gap, 1000)] if carried else []
    assert segments == [(100, 200, 1000), *middle, (200 + gap, 500, 1500)]


def test_a_gap_in_one_of_two_subscriptions_is_no_gap() -> None:
    spans = pl.DataFrame(
        {
            "unit": [1, 1, 1], "currency": [0, 0, 0], "starts": [0, 120, 0],
            "ends": [100, 300, 300], "rate": [1000, 1000, 70],
        }
    )  # fmt: skip
    segments = tr.unit_segments(spans).select("starts", "ends", "level").rows()
    assert segments == [(0, 100, 1070), (100, 120, 70), (120, 300, 1070)]


@pytest.fixture(scope="module")
def lives() -> pl.DataFrame:
    """Leaving and exposure of 10,000 accounts."""
    settings = Settings(accounts=10_000, months=36, seed=5)
    streams = Streams(settings, 0)
    accounts = make_accounts(settings, streams)
    life = lf.live(settings, accounts, make_contacts(accounts, streams), streams)
    hazard = lf.monthly_hazard(accounts.latent, accounts.segment)
    return pl.DataFrame(
        {
            "latent": accounts.latent, "segment": accounts.segment, "immune": accounts.immune,
            "plain": hazard * life.months_plain, "cared": hazard * life.months_cared,
            "left": life.decided < lf.NEVER, "left_cared": life.left_cared,
        }
    ).filter(~pl.col("immune"))  # fmt: skip


def test_planted_churn_rates_by_class_and_segment(lives: pl.DataFrame) -> None:
    for _, cell in lives.group_by("latent", "segment"):
        expected = float(cell["plain"].sum())
        left = cell.filter(pl.col("left") & ~pl.col("left_cared")).height
        assert abs(left - expected) <= 4 * np.sqrt(expected)


def test_planted_effect_of_a_closed_loop(lives: pl.DataFrame) -> None:
    expected = float(lives["cared"].sum()) * (1 - lf.LOOP_EFFECT)
    left = int(lives["left_cared"].sum())
    assert abs(left - expected) <= 4 * np.sqrt(expected)
    # And it can be told from no effect at all.
    assert left < expected / (1 - lf.LOOP_EFFECT) - 4 * np.sqrt(expected)


def test_care_goes_to_large_and_healthy_accounts_first(lives: pl.DataFrame) -> None:
    share = lives.filter(pl.col("latent") == 2).group_by("segment").agg(
        (pl.col("cared") > 0).mean().alias("cared")
    ).sort("segment")["cared"].to_list()  # fmt: skip
    assert share[0] < share[1] < share[2]
