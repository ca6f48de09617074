from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from ingestion.sample.dates import add_months, epoch
from ingestion.sample.ids import case_checksum, salesforce_ids, tokens
from ingestion.sample.life import period_end
from ingestion.sample.plans import half_up
from ingestion.sample.program import FX_SCALE, fx_rates
from ingestion.sample.settings import Settings


def seconds(text: str) -> int:
    return int(np.datetime64(text, "s").astype(np.int64))


def test_case_checksum_of_known_ids() -> None:
    # Published examples of the 15- to 18-character conversion.
    for short, suffix in [("001A0000006Vm9r", "IAC"), ("a0C700000012345", "EAA")]:
        body = np.frombuffer(short.encode(), dtype=np.uint8)[None, :]
        assert bytes(case_checksum(body)[0]).decode() == suffix


def test_ids_are_unique_also_when_only_case_differs() -> None:
    ids = salesforce_ids("001", np.arange(5000))
    assert ids.n_unique() == 5000
    assert ids.str.len_bytes().unique().to_list() == [18]
    short = ids.str.head(15)
    assert short.str.to_uppercase().n_unique() < short.n_unique() == 5000
    assert ids.str.to_uppercase().n_unique() == 5000


def test_tokens_do_not_collide() -> None:
    keys = np.arange(200_000)
    assert tokens("in_1", keys, 22).n_unique() == len(keys)
    assert tokens("R_", keys, 15).str.len_bytes().unique().to_list() == [17]


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-01-31T10:00:00", 1, "2024-02-29T10:00:00"),
        ("2024-01-31T10:00:00", 2, "2024-03-31T10:00:00"),
        ("2023-12-15T23:59:59", 14, "2025-02-15T23:59:59"),
        ("2024-02-29T00:00:00", 12, "2025-02-28T00:00:00"),
    ],
)
def test_add_months(start: str, months: int, end: str) -> None:
    moved = add_months(np.array([seconds(start)]), np.array([months]))
    assert moved.tolist() == [seconds(end)]


@pytest.mark.parametrize(
    ("interval", "moment", "end"),
    [
        (0, "2024-03-10T00:00:00", "2024-03-31T12:00:00"),
        (0, "2024-03-31T12:00:00", "2024-03-31T12:00:00"),
        (0, "2024-01-31T12:00:01", "2024-02-29T12:00:00"),
        (1, "2024-05-01T00:00:00", "2024-07-31T12:00:00"),
        (2, "2024-02-01T00:00:00", "2025-01-31T12:00:00"),
        (3, "2024-02-08T00:00:00", "2024-02-14T12:00:00"),
    ],
)
def test_period_end(interval: int, moment: str, end: str) -> None:
    start = np.array([seconds("2024-01-31T12:00:00")])
    found = period_end(start, np.array([interval]), np.array([seconds(moment)]))
    assert found.tolist() == [seconds(end)]


def test_half_up_rounds_away_from_zero() -> None:
    assert half_up(np.array([5, -5, 4, -4, 15]), 10).tolist() == [1, -1, 0, 0, 2]


def test_no_amount_converts_to_half_a_cent() -> None:
    for rates in fx_rates(Settings()).values():
        assert len(rates) == 37
        assert ((rates % 2 != 0) & (rates % 5 != 0)).all()
        assert (rates > FX_SCALE // 1000).all()


def test_history_ends_on_a_fixed_day() -> None:
    settings = Settings(months=12)
    edges = pl.Series(settings.month_edges)
    assert edges[0] == seconds("2025-07-01T00:00:00")
    assert edges[-1] == settings.as_of == epoch(settings.first_month.replace(year=2026))
