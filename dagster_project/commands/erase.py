"""`loyalty erase`: a person leaves the lake, the warehouse, and every publication."""

from __future__ import annotations

import click
from rich.console import Console

from dagster_project.commands.home import resolve
from dagster_project.writing import writing


def erase_person(person: str, yes: bool) -> int:
    """Erase, rebuild, publish, then remove what older publications hold. Returns an exit code.

    Should the rebuild fail, every publication is removed: a dashboard without figures is better
    than one with figures of a person who asked to be forgotten.
    """
    from dagster_project.commands.run import run_everything
    from ingestion.erase import erase, remove_publications

    settings = resolve()
    console = Console(highlight=False)
    if not yes:
        click.confirm(
            "This removes the person for good and rebuilds every figure. Older publications"
            " can no longer be rolled back to. Go on?",
            abort=True,
        )
    with writing(settings, say=console.print):
        report = erase(settings.home, person, take_lock=False, keep_current_publication=True)
        console.print(
            f"{report.rows_removed} rows and {report.quarantined_removed} rejected rows removed,"
            f" {report.cells_scrubbed_files} files scrubbed; rebuilding."
        )
        code = run_everything()
        remove_publications(settings.home, keep_current=code == 0)
    for path in report.extracts:
        console.print(f"[yellow]Still in the landing zone, which is yours: {path}[/]")
    if code != 0:
        console.print("[red]The rebuild failed, so no publication is left; see above.[/]")
    return code
