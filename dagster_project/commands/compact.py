"""`loyalty compact`: fewer, larger files in the lake; every figure stays as it is."""

from __future__ import annotations

import time

from rich.console import Console

from dagster_project.commands.home import resolve
from dagster_project.writing import writing
from ingestion.compact import Compacted, compact


def compact_lake(dry_run: bool, source: str | None) -> int:
    """Merge small files under the writer's lock; a line per table. Returns an exit code."""
    from ingestion.contracts import source_names

    if source is not None and source not in source_names():
        raise ValueError(f"unknown source {source!r}; one of {', '.join(source_names())}")
    settings = resolve()
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"home: {settings.home}\n", style="dim")
    started = time.monotonic()
    with writing(settings, say=console.print):
        found = compact(
            settings.home,
            [source] if source else None,
            dry_run=dry_run,
            take_lock=False,
            on_table=lambda table: console.print(line(table, dry_run)),
        )
    console.print(summary(found, dry_run, time.monotonic() - started))
    return 0


def line(table: Compacted, dry_run: bool) -> str:
    """What became of one table, or would."""
    text = f"{table.table}: {table.files_before:,} files {'would become' if dry_run else 'are now'}"
    text += f" {table.files_after:,}, {table.bytes_before / 1e6:,.1f} MB"
    return text if dry_run else f"{text} now {table.bytes_after / 1e6:,.1f} MB"


def summary(found: list[Compacted], dry_run: bool, seconds: float) -> str:
    """The tables together, and the time it took."""
    if not found:
        return "Nothing to merge: no table has two small files."
    before, after = sum(t.files_before for t in found), sum(t.files_after for t in found)
    size, smaller = sum(t.bytes_before for t in found), sum(t.bytes_after for t in found)
    if dry_run:
        return f"\n{before:,} files would become {after:,}. Nothing was changed."
    return (
        f"\n{before:,} files became {after:,}; {size / 1e6:,.1f} MB became {smaller / 1e6:,.1f} MB"
        f" in {seconds:.1f} s."
    )
