"""The executive scorecard in the terminal, from the published file and nothing else."""

from __future__ import annotations

from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from dagster_project.publication.versions import PublicationError
from dagster_project.resources import Settings

_NPS = """
select period_type, period_start, n_responses, nps, nps_lo, nps_hi, flag
from marts.nps_by_segment
where segment_dimension = 'all' and survey_type = 'relationship' and program = 'customer'
    and period_type in ('quarter', 'rolling_12_months') and nps is not null
qualify row_number() over (partition by period_type order by period_start desc) = 1
order by period_type
"""
_RETENTION = """
with mature as (
    select * from marts.retention_by_nps_class
    where segment_dimension = 'all' and is_mature
),

chosen as (
    select cohort_date, horizon_months from mature
    where nps_class in ('promoter', 'passive', 'detractor') and grr is not null
    order by horizon_months desc, cohort_date desc
    limit 1
)

select nps_class, cohort_date, horizon_months, n_accounts, grr, grr_lo, grr_hi,
    nrr, nrr_lo, nrr_hi, flag
from mature
inner join chosen using (cohort_date, horizon_months)
order by list_position(
    ['promoter', 'passive', 'detractor', 'no_response', 'not_surveyed', 'all'], nps_class
)
"""
_COST = """
select window_start, window_end, design, program_cost_usd, prevented_churn_usd,
    prevented_churn_lo_usd, prevented_churn_hi_usd, cost_per_prevented_usd,
    cost_per_prevented_lo, cost_per_prevented_hi, verdict, status
from marts.cost_per_prevented_churn
where window_type = 'all'
order by status = 'not_available',
    list_position(['holdout', 'landmark', 'pre_program'], design)
limit 1
"""
_MRR = "select month_end_date, end_usd from marts.mrr_waterfall order by 1 desc limit 1"


def print_scorecard(settings: Settings) -> None:
    """Print the headline figures with their intervals. Raises PublicationError without any."""
    if not settings.marts.exists():
        raise PublicationError("nothing is published yet; run `make run`")
    console = Console(highlight=False, soft_wrap=True)
    console.width = max(console.width, 100)
    with duckdb.connect(str(settings.marts.resolve()), read_only=True) as connection:
        _print_publication(console, connection)
        _print_nps(console, _rows(connection, _NPS))
        _print_retention(console, _rows(connection, _RETENTION))
        _print_cost(console, _rows(connection, _COST))
        for row in _rows(connection, _MRR):
            console.print(f"MRR at {row['month_end_date']}: [bold]${row['end_usd']:,.2f}[/]")
    console.print(
        "\nNext: [bold]make up[/] serves the dashboards and the Dagster UI;"
        f" SQL: open {settings.marts} read-only\nChecks: {settings.reports / 'checks'}"
    )


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """The rows of a query; none where the relation is not part of this publication."""
    try:
        cursor = connection.execute(query)
    except duckdb.CatalogException:
        return []
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _print_publication(console: Console, connection: duckdb.DuckDBPyConnection) -> None:
    for row in _rows(connection, "select * from meta.publication"):
        if row["is_sample"]:
            from dagster_project.commands.sample import BANNER

            console.print(f"[black on yellow] {BANNER} [/]")
        console.print(
            f"[bold]Executive scorecard[/]  publication {row['publication_id']},"
            f" built {row['built_at']:%Y-%m-%d %H:%M} UTC\n"
        )


def _print_nps(console: Console, rows: list[dict[str, Any]]) -> None:
    if not rows:
        console.print("Relationship NPS: no counted responses yet")
    for row in rows:
        flag = f"  [yellow]{row['flag']}[/]" if row["flag"] != "ok" else ""
        period = {"quarter": "quarter"}.get(row["period_type"], "12 months")
        console.print(
            f"Relationship NPS, {period} from {row['period_start']}:"
            f" [bold]{row['nps']:+.1f}[/] ({row['nps_lo']:+.1f} to {row['nps_hi']:+.1f}),"
            f" {row['n_responses']} responses{flag}"
        )


def _print_retention(console: Console, rows: list[dict[str, Any]]) -> None:
    if not rows:
        console.print("Retention by NPS class: no mature cohort yet")
        return
    first = rows[0]
    table = Table(
        "NPS class",
        "accounts",
        "GRR (95%)",
        "NRR (95%)",
        "",
        title=f"Retention over {first['horizon_months']} months from {first['cohort_date']}",
        title_justify="left",
    )
    for row in rows:
        table.add_row(
            row["nps_class"].replace("_", " "),
            str(row["n_accounts"]),
            _interval(row, "grr"),
            _interval(row, "nrr"),
            "" if row["flag"] == "ok" else str(row["flag"]),
        )
    console.print(table)


def _interval(row: dict[str, Any], name: str) -> str:
    if row[name] is None:
        return "not known"
    if row[f"{name}_lo"] is None:
        return f"{row[name]:.1%}"
    return f"{row[name]:.1%} ({row[f'{name}_lo']:.1%} to {row[f'{name}_hi']:.1%})"


def _print_cost(console: Console, rows: list[dict[str, Any]]) -> None:
    if not rows:
        console.print("Cost per prevented churn dollar: no closed window yet")
    for row in rows:
        cost = _money(row["cost_per_prevented_usd"], 2)
        interval = _bounds(row["cost_per_prevented_lo"], row["cost_per_prevented_hi"])
        verdict = str(row["verdict"] or row["status"] or "not known").replace("_", " ")
        console.print(
            f"Cost per prevented churn dollar, {row['window_start']} to {row['window_end']}"
            f" ({row['design']}): [bold]{cost}[/]{interval}; verdict: [bold]{verdict}[/]"
        )
        console.print(
            f"  program cost {_money(row['program_cost_usd'])},"
            f" prevented {_money(row['prevented_churn_usd'])}"
            f" ({_money(row['prevented_churn_lo_usd'])}"
            f" to {_money(row['prevented_churn_hi_usd'])})",
            style="dim",
        )


def _bounds(low: Any, high: Any) -> str:
    """An interval in words; its upper end is open where no benefit is demonstrated."""
    if low is None and high is None:
        return ""
    return (
        f" (at least {_money(low, 2)})"
        if high is None
        else f" ({_money(low, 2)} to {_money(high, 2)})"
    )


def _money(value: Any, digits: int = 0) -> str:
    if value is None:
        return "not known"
    sign = "−" if float(value) < 0 else ""
    return f"{sign}${abs(float(value)):,.{digits}f}"
