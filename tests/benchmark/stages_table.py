"""The figures of one benchmark as a table, on the screen and in Markdown."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

COLUMNS = ("stage", "wall, s", "rows/s", "MB/s", "peak, MiB", "beside its limit")
Row = tuple[str, str, str, str, str, str]


def show(found: dict[str, Any]) -> None:
    """Print it."""
    table = Table(title=_title(found))
    for column in COLUMNS:
        table.add_column(column, justify="left" if column == "stage" else "right")
    for row in rows(found):
        table.add_row(*row)
    Console(width=150).print(table)


def markdown(found: dict[str, Any]) -> str:
    """The same for a document."""
    lines = [COLUMNS, ("---", *["---:"] * 4, "---"), *rows(found)]
    return f"{_title(found)}\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def rows(found: dict[str, Any]) -> list[Row]:
    """One row for each measured stage, as text: seconds, rates, memory, and the ratio to the limit."""
    return [
        *(_ingested(part) for part in found.get("ingest", [])),
        *(_transformed(found["transform"]) if "transform" in found else []),
        *([_published(found["publish"])] if "publish" in found else []),
        *([_asked(found["queries"])] if "queries" in found else []),
        *(_runs(found) if "run" in found else []),
    ]


def _title(found: dict[str, Any]) -> str:
    machine = found["machine"]
    return (
        f"{found['accounts']:,} accounts; {machine['cores']} cores, {machine['memory_gib']} GiB,"
        f" {machine['system']}, Python {machine['python']}"
    )


def _ingested(part: dict[str, Any]) -> Row:
    words = (
        f"{part['limit_wall_s'] / part['wall_s']:.0%} of DuckDB's speed"
        f" ({part['speed_of_limit']:.0%} by processor time)"
    )
    name = f"ingest {part['kind']}: {part['files']} files, {part['rows']:,} rows"
    return (name, *_rates(part), f"{part['peak_mib']:.0f}", words)


def _transformed(build: dict[str, Any]) -> list[Row]:
    words = (
        f"{build['times_limit']:.2f} × the same SQL ({build['limit_s']:.0f} s);"
        f" processor {build['cpu_s']:.0f} s beside {build['limit_cpu_s']:.0f} s"
    )
    name = f"transform: {build['models']} models, {build['tests']} tests, {build['rows']:,} rows"
    parts = f"{build['startup_s']:.0f} s start-up of dbt, {build['estimators_s']:.0f} s estimators"
    return [
        (name, *_rates({**build, "wall_s": build["build_s"]}), f"{build['peak_mib']:.0f}", words),
        ("beside that", "", "", "", "", parts),
    ]


def _published(out: dict[str, Any]) -> Row:
    words = f"{out['wall_s'] / out['limit_s']:.2f} × the same copies by DuckDB, without an audit"
    return ("audit and publish", *_rates(out), f"{out['peak_mib']:.0f}", words)


def _asked(asked: dict[str, Any]) -> Row:
    words = (
        f"{asked['wall_s'] / asked['limit_s']:.2f} × the same SQL in a bare connection;"
        f" {1000 * asked['cached_s']:.0f} ms when asked again"
    )
    name = f"page queries: {asked['queries']} of nine pages"
    return (name, *_rates(asked), f"{asked['peak_mib']:.0f}", words)


def _runs(found: dict[str, Any]) -> list[Row]:
    run, again = found["run"], found["run_without_news"]
    whole = f"{run['cpu_s']:.0f} s of processor: {run['build']}"
    words = f"{again['times_imports']:.2f} × importing Dagster and dbt (processor)"
    return [
        ("whole run", f"{run['wall_s']:.0f}", "", "", f"{run['peak_mib']:.0f}", whole),
        *(
            (
                f"run with {name}",
                *(f"{one['wall_s']:.0f}", "", "", ""),
                f"build {one['build_share']:.0%} of the whole run's, all of it"
                f" {one['share']:.0%} by processor time: {one['build']}",
            )
            for name, one in found["run_with_late_files"].items()
        ),
        ("run without news", f"{again['wall_s']:.1f}", "", "", "", words),
    ]


def _rates(stage: dict[str, Any]) -> tuple[str, str, str]:
    wall = stage["wall_s"]
    megabytes = f"{stage['megabytes'] / wall:.0f}" if "megabytes" in stage else ""
    return f"{wall:.2f}", f"{stage['rows'] / wall:,.0f}", megabytes
