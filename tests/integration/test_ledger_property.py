"""The warehouse's ledger equals an independent reference, day by day, on random histories."""

from __future__ import annotations

import os
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from ledger_histories import AS_OF, histories, numbered
from ledger_lines import Json
from ledger_reference import ReferenceLedger
from ledger_warehouse import build, write_stripe

pytestmark = pytest.mark.slow
COUNT = int(os.environ.get("LEDGER_HISTORIES", "600"))
SEED = int(os.environ.get("LEDGER_SEED", "7"))
HORIZON = AS_OF + timedelta(800)

Daily = dict[tuple[str, str], dict[date, Fraction]]


def drawn_histories(count: int) -> list[dict[str, list[Json]]]:
    """Let hypothesis generate; one dbt run then serves all of them."""
    found: list[dict[str, list[Json]]] = []

    @seed(SEED)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(histories())
    def collect(history: dict[str, list[Json]]) -> None:
        found.append(history)

    collect()
    return found


def together(drawn: list[dict[str, list[Json]]]) -> dict[str, list[Json]]:
    objects: dict[str, list[Json]] = defaultdict(list)
    for number, history in enumerate(drawn):
        for entity, rows in numbered(history, number).items():
            objects[entity] += rows
    for entity in (
        "customers",
        "prices",
        "coupons",
        "subscriptions",
        "invoices",
        "invoice_line_items",
        "credit_notes",
    ):
        objects.setdefault(entity, [])
    return objects


def days_of(connection: duckdb.DuckDBPyConnection) -> Daily:
    found: Daily = defaultdict(dict)
    rows = connection.execute(
        "select unit_id, currency, starts_on, "
        f"case when is_open then least(ends_on, date '{AS_OF + timedelta(1)}') else ends_on end, "
        "mrr_native from intermediate.int_unit_mrr_segments"
    )
    for unit, currency, starts, ends, rate in rows.fetchall():
        for number in range((min(ends, HORIZON) - starts).days):
            day = starts + timedelta(number)
            assert day not in found[unit, currency], f"{unit} has two rates on {day}"
            found[unit, currency][day] = Fraction(rate)
    return found


@pytest.fixture(scope="module")
def world(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[str, list[Json]], duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("ledger")
    objects = together(drawn_histories(COUNT))
    write_stripe(folder / "extracts", objects)
    rates = folder / "extracts" / "program" / "fx_rates"
    rates.mkdir(parents=True)
    lines = [
        f"2023-{month:02d}-01,{c},{r}"
        for month in range(1, 13)
        for c, r in (("eur", 1.1), ("jpy", 0.0067), ("kwd", 3.25))
    ]
    (rates / "rates.csv").write_text(
        "\n".join(["rate_date,currency,usd_rate", *lines]) + "\n", encoding="utf-8"
    )
    return objects, build(folder / "home", folder / "extracts", AS_OF.isoformat())


def test_mrr_equals_the_reference_on_every_day(
    world: tuple[dict[str, list[Json]], duckdb.DuckDBPyConnection],
) -> None:
    objects, connection = world
    expected = ReferenceLedger(objects, AS_OF).daily(date(2023, 1, 1), HORIZON - timedelta(1))
    actual = days_of(connection)
    compared, differing = 0, []
    for key in sorted(expected.keys() | actual.keys()):
        want, got = expected.get(key, {}), actual.get(key, {})
        days = sorted(day for day in want.keys() | got.keys() if want.get(day) != got.get(day))
        compared += len(want)
        if days:
            day = days[0]
            differing.append(
                f"{key} on {day} and {len(days) - 1} more days: "
                f"reference {want.get(day)}, warehouse {got.get(day)}"
            )
    assert not differing, "\n".join(differing[:20])
    assert compared > 100 * COUNT, "the histories cover too few days to mean anything"


def test_histories_reach_every_case(
    world: tuple[dict[str, list[Json]], duckdb.DuckDBPyConnection],
) -> None:
    _, connection = world
    cases = "select distinct coalesce(exclusion, reason) from intermediate.int_mrr_line_rates"
    found = {case for (case,) in connection.execute(cases).fetchall()}
    assert found >= {
        "recurring",
        "discounted",
        "proration",
        "credit_note",
        "refunded",
        "uncollectible",
        "void",
        "draft",
        "metered",
        "one_off",
        "zero_rate",
    }
    grace = connection.execute(
        "select count(distinct unit_id) from intermediate.int_unit_mrr_segments where is_grace"
        f" and starts_on <= date '{AS_OF}'"
    ).fetchone()
    assert grace is not None
    assert grace[0] > 5


def test_every_difference_to_the_invoices_is_explained(
    world: tuple[dict[str, list[Json]], duckdb.DuckDBPyConnection],
) -> None:
    _, connection = world
    query = "select * from quality.mrr_reconciliation where reason_code = 'unexplained'"
    assert connection.execute(query).fetchall() == []
