"""`loyalty doctor`: what is configured, what is there, and what to do about the rest."""

from __future__ import annotations

import importlib.metadata
import shutil
import sys

from rich.console import Console
from rich.table import Table

from dagster_project.commands.home import has_files, has_landings, resolve, wants_sample
from dagster_project.publication.versions import current_id, list_versions
from dagster_project.resources import Settings, configured_variables
from dagster_project.spark import SparkUnavailable, require_spark

_PACKAGES = (
    "dagster", "dagster-dbt", "dbt-core", "dbt-duckdb", "duckdb", "great-expectations", "polars",
    "streamlit",
)  # fmt: skip


def examine() -> int:
    """Print the findings. Returns 1 when something stands in the way of a run."""
    console = Console(highlight=False)
    named = Settings.from_environment()
    settings = resolve()
    problems = _problems(named)
    console.print(_table("Settings", _settings(named, settings)))
    console.print(_table("Company", _company(settings)))
    console.print(_table("Versions", _versions()))
    for problem in problems:
        console.print(f"[red]✗[/] {problem}")
    if not problems:
        console.print("[green]✓[/] nothing stands in the way of `make run`")
    return 1 if problems else 0


def _settings(named: Settings, settings: Settings) -> dict[str, str]:
    return {
        "home": str(settings.home),
        "landing zone": str(settings.extracts),
        "kind": "sample company (fictional)" if settings.is_sample else "real data",
        "next `loyalty run`": (
            "makes or uses the sample company" if wants_sample(named) else "uses the landing zone"
        ),
        **configured_variables(),
    }


def _company(settings: Settings) -> dict[str, str]:
    from ingestion.contracts import all_contracts

    found = {
        contract.source: _folder_state(settings, contract.source) for contract in all_contracts()
    }
    return {
        **found,
        "lake": "has landings" if has_landings(settings) else "empty",
        "warehouse": "present" if settings.warehouse.is_file() else "absent (a run rebuilds it)",
        "publication": current_id(settings) or "none",
        "publications kept": str(len(list_versions(settings))),
    }


def _folder_state(settings: Settings, source: str) -> str:
    folder = settings.extracts / source
    count = sum(1 for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else 0
    return f"{count} files" if count else "no files"


def _versions() -> dict[str, str]:
    return {
        "python": sys.version.split()[0],
        **{name: importlib.metadata.version(name) for name in _PACKAGES},
    }


def _problems(settings: Settings) -> list[str]:
    found = []
    if settings.extracts_is_set and not settings.extracts.is_dir():
        found.append(f"LOYALTY_EXTRACTS names {settings.extracts}, which is not there (unmounted?)")
    elif settings.extracts_is_set and not has_files(settings):
        found.append(f"{settings.extracts} is empty; the sample is never made in its place")
    try:
        require_spark(settings)
    except SparkUnavailable as reason:
        found.append(str(reason))
    parent = next(p for p in [settings.home, *settings.home.parents] if p.exists())
    free = shutil.disk_usage(parent).free / 2**30
    if free < 2:
        found.append(f"only {free:.1f} GiB free for {settings.home}")
    return found


def _table(title: str, rows: dict[str, str]) -> Table:
    table = Table(title=title, title_justify="left", show_header=False)
    for name, value in rows.items():
        table.add_row(name, value)
    return table
